using System.Buffers.Binary;

namespace Archive.FaultTests.Desk;

/// <summary>A zip that holds nothing but itself, and so holds itself as deep as anybody looks.</summary>
/// <remarks>
/// Deflate has two instructions: print the bytes that follow (<see cref="Print"/>), and print again what was printed before (<see cref="Repeat"/>). Of these a
/// program can be written that prints itself, with a head before and a tail after it. The checksum of a zip stands in the zip: since each bit of it is
/// a sum of bits of the file, the one that is right is the solution of 32 equations.
/// </remarks>
internal static class QuineZip
{
    /// <summary>Bytes of an instruction that prints, without what it prints.</summary>
    private const int PrintBytes = 5;

    private const int LocalHead = 30, CentralHead = 46, End = 22;

    public static byte[] Make()
    {
        // Whether the equations have a solution depends on where the checksum stands.
        for (var name = "a.zip"; name.Length < 40; name = "a" + name)
        {
            if (Checksum(name) is { } checksum)
            {
                return File(name, checksum);
            }
        }

        throw new InvalidOperationException("there is no such zip");
    }

    // The x of which Crc(File(x)) is x.
    private static uint? Checksum(string name)
    {
        var none = Crc(File(name, 0));
        var rows = new ulong[32];
        for (var bit = 0; bit < 32; bit++)
        {
            var change = Crc(File(name, 1u << bit)) ^ none ^ (1u << bit);
            for (var row = 0; row < 32; row++)
            {
                rows[row] |= (ulong)((change >> row) & 1) << bit;
            }
        }

        for (var row = 0; row < 32; row++)
        {
            rows[row] |= (ulong)((none >> row) & 1) << 32;
        }

        for (var bit = 0; bit < 32; bit++)
        {
            var pivot = Array.FindIndex(rows, bit, row => ((row >> bit) & 1) == 1);
            if (pivot < 0)
            {
                return null;
            }

            (rows[bit], rows[pivot]) = (rows[pivot], rows[bit]);
            for (var row = 0; row < 32; row++)
            {
                rows[row] ^= row != bit && ((rows[row] >> bit) & 1) == 1 ? rows[bit] : 0;
            }
        }

        return rows.Select((row, bit) => (uint)((row >> 32) & 1) << bit).Aggregate((sum, bit) => sum | bit);
    }

    private static byte[] File(string name, uint checksum)
    {
        // Its own length stands in it, and does not depend on what stands there.
        var length = Program(new byte[LocalHead + name.Length], new byte[PrintBytes + CentralHead + name.Length + End]).Length;
        var packed = length - LocalHead - CentralHead - (2 * name.Length) - End;
        var (head, tail) = (new byte[LocalHead + name.Length], new byte[PrintBytes + CentralHead + name.Length + End]);
        Describe(head, 0x04034B50, 4, packed, length, checksum, name, LocalHead);
        // The last block of the deflated bytes, which is empty.
        (tail[0], tail[3], tail[4]) = (1, 0xFF, 0xFF);
        var central = tail.AsSpan(PrintBytes);
        Describe(central, 0x02014B50, 6, packed, length, checksum, name, CentralHead);
        var end = central[(CentralHead + name.Length)..];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054B50);
        (end[8], end[10]) = (1, 1);
        BinaryPrimitives.WriteInt32LittleEndian(end[12..], CentralHead + name.Length);
        BinaryPrimitives.WriteInt32LittleEndian(end[16..], LocalHead + name.Length + packed);
        return Program(head, tail);
    }

    // What a local head and a central one have in common, from the version on.
    private static void Describe(Span<byte> head, uint signature, int version, int packed, int length, uint checksum, string name, int nameAt)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(head, signature);
        head[version] = 20;
        head[version + 4] = 8;
        BinaryPrimitives.WriteUInt32LittleEndian(head[(version + 10)..], checksum);
        BinaryPrimitives.WriteInt32LittleEndian(head[(version + 14)..], packed);
        BinaryPrimitives.WriteInt32LittleEndian(head[(version + 18)..], length);
        BinaryPrimitives.WriteInt16LittleEndian(head[(version + 22)..], (short)name.Length);
        System.Text.Encoding.ASCII.GetBytes(name, head[nameAt..]);
    }

    // Each line prints what the remark says. The printing is behind the program at first, and catches up by repeating.
    private static byte[] Program(byte[] head, byte[] tail)
    {
        var (withHead, repeatHead) = (Print(head.Length + PrintBytes), Repeat(head.Length + PrintBytes, 15));
        byte[] printRepeat = Print(repeatHead.Length), printFive = Print(PrintBytes), thirty = Print(30);
        byte[] repeatThirty = Repeat(30, 10), repeatFifteen = Repeat(15, 10);
        var repeatTail = Repeat(10 + tail.Length, 10);
        var printTail = Print(repeatTail.Length + tail.Length);
        byte[][] parts =
        [
            head,
            withHead, head, withHead, // head, withHead
            repeatHead, // head, withHead
            printRepeat, repeatHead, // repeatHead
            printFive, printRepeat, // printRepeat
            thirty, repeatHead, printFive, printRepeat, thirty, // repeatHead, printFive, printRepeat, thirty
            repeatThirty, // the same
            thirty, repeatThirty, thirty, repeatThirty, thirty, // repeatThirty, thirty, repeatThirty, thirty
            repeatThirty, // the same, and is ahead
            thirty, new byte[15], repeatFifteen, printTail, // these three
            repeatFifteen, // repeatFifteen, printTail
            printTail, repeatTail, tail, // repeatTail, tail
            repeatTail, // repeatTail, tail
            tail,
        ];
        return [.. parts.SelectMany(part => part)];
    }

    private static byte[] Print(int count) => [0, (byte)count, (byte)(count >> 8), (byte)~count, (byte)(~count >> 8)];

    // Prints the last so many bytes again, in an instruction that is so long and ends with a byte.
    private static byte[] Repeat(int count, int bytes)
    {
        foreach (var matches in Enumerable.Range(1, 3))
        {
            foreach (var empty in Enumerable.Range(0, 8))
            {
                var bits = new BitWriter();
                bits.Write(0b010, 3);
                for (var left = matches; left > 0; left--)
                {
                    bits.Match((count * left / matches) - (count * (left - 1) / matches), count);
                }

                bits.Write(0, 7);
                for (var block = 0; block < empty; block++)
                {
                    bits.Write(0b010, 10);
                }

                // Printing nothing makes the bytes even.
                bits.Write(0, 3);
                byte[] made = [.. bits.Bytes, 0, 0, 0xFF, 0xFF];
                if (made.Length == bytes || made.Length + PrintBytes == bytes)
                {
                    return [.. made, .. made.Length < bytes ? Print(0) : []];
                }
            }
        }

        throw new InvalidOperationException($"{count} bytes are not repeated in {bytes}");
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = ~0u;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & ~((crc & 1) - 1));
            }
        }

        return ~crc;
    }

    /// <summary>Bits in the order of deflate, with its fixed codes.</summary>
    private sealed class BitWriter
    {
        private int free;

        public List<byte> Bytes { get; } = [];

        public void Write(int value, int count)
        {
            for (var bit = 0; bit < count; bit++, free--)
            {
                if (free == 0)
                {
                    Bytes.Add(0);
                    free = 8;
                }

                Bytes[^1] |= (byte)(((value >> bit) & 1) << (8 - free));
            }
        }

        public void Match(int length, int distance)
        {
            // Lengths from 3 to 10 have codes of their own, then four codes share each power of two; from 280 on a code has a bit more.
            var (code, extra, over) = length <= 10 ? (254 + length, 0, 0) : Shared(length - 3, 4, 257);
            Huffman(code < 280 ? code - 256 : 0b11000000 + code - 280, code < 280 ? 7 : 8);
            Write(over, extra);
            (code, extra, over) = distance <= 4 ? (distance - 1, 0, 0) : Shared(distance - 1, 2, 0);
            Huffman(code, 5);
            Write(over, extra);
        }

        private static (int Code, int Extra, int Over) Shared(int value, int codes, int first)
        {
            var extra = System.Numerics.BitOperations.Log2((uint)(value / codes));
            return (first + (codes * extra) + (value >> extra), extra, value & ((1 << extra) - 1));
        }

        // Codes come with their first bit first.
        private void Huffman(int code, int count)
        {
            for (var bit = count - 1; bit >= 0; bit--)
            {
                Write((code >> bit) & 1, 1);
            }
        }
    }
}
