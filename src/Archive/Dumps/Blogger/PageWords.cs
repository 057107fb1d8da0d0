using System.Collections.Frozen;
using Archive.Dumps.Blogger.Dates;
using Archive.Dumps.Blogger.Headings;

namespace Archive.Dumps.Blogger;

/// <summary>The words that Blogger prints around a post and its comments, beside those that <see cref="BloggerLanguage"/> knows, in one language.</summary>
/// <param name="Said">What stands behind a name above a comment, without the dots that follow it.</param>
/// <param name="PostedBy">What stands before the author's name below a post.</param>
/// <param name="Closing">Lines that close a thread or a page: the link to the form, the pager, the subscription.</param>
/// <param name="OtherPosts">What newer themes print above other posts of the blog, below all that is of this one.</param>
/// <remarks>English, German, Spanish, French, Portuguese and Indonesian were seen in dumps; the rest is known from Blogger's own pages.</remarks>
internal sealed record PageWords(string Language, string[] Said, string[] PostedBy, string[] Closing, params string[] OtherPosts)
{
    public static readonly IReadOnlyList<PageWords> All =
    [
        new("en", ["said"], ["Posted by", "By", "Posted"],
            ["Post a Comment", "Add comment", "Load more", "Newer Post", "Older Post", "Home", "Subscribe to", "Links to this post", "Create a Link", "Enter your comment", "Publish", "Note: Only a member of this blog may post a comment."], "Popular posts from this blog"),
        new("de", ["hat gesagt", "sagte"], ["Gepostet von", "Eingestellt von", "Posted by", "Von"],
            ["Kommentar veröffentlichen", "Kommentar hinzufügen", "Weitere laden", "Neuerer Post", "Älterer Post", "Startseite", "Abonnieren", "Links zu diesem Post"], "Beliebte Posts aus diesem Blog"),
        new("es", ["dijo"], ["Publicado por", "Publicadas por", "Por"],
            ["Publicar un comentario", "Publicar un comentario en la entrada", "Añadir comentario", "Cargar más", "Entrada más reciente", "Entrada antigua", "Página principal", "Inicio", "Suscribirse a"], "Entradas populares de este blog", "Entradas más populares de este blog"),
        new("pt", ["disse"], ["Postado por", "Publicada por", "Por"],
            ["Postar um comentário", "Enviar um comentário", "Adicionar comentário", "Carregar mais", "Postagem mais recente", "Postagem mais antiga", "Mensagem mais recente", "Mensagem antiga", "Página inicial", "Início", "Assinar", "Subscrever"], "Postagens mais visitadas deste blog", "Mensagens populares deste blogue"),
        new("fr", ["a dit"], ["Publié par", "Par"],
            ["Publier un commentaire", "Enregistrer un commentaire", "Ajouter un commentaire", "Charger la suite", "Article plus récent", "Article plus ancien", "Accueil", "Inscription à", "S'abonner à"], "Posts les plus consultés de ce blog"),
        new("it", ["ha detto"], ["Pubblicato da", "Da"],
            ["Posta un commento", "Aggiungi commento", "Carica altro", "Post più recente", "Post più vecchio", "Home page", "Iscriviti a"], "Post popolari in questo blog"),
        new("nl", ["zei"], ["Gepost door", "Geplaatst door", "Door"],
            ["Een reactie posten", "Een reactie plaatsen", "Reactie toevoegen", "Meer laden", "Nieuwere post", "Oudere post", "Homepage", "Abonneren op"], "Populaire posts van deze blog"),
        new("ru", ["комментирует", "сказал(а)", "сказал", "сказала"], ["Автор:", "Отправлено"],
            ["Отправить комментарий", "Добавить комментарий", "Ещё", "Следующее", "Предыдущее", "Главная страница", "Подписаться на"], "Популярные сообщения из этого блога"),
        new("uk", ["сказав", "каже"], ["Автор:", "Опубліковано"], ["Дописати коментар", "Додати коментар", "Новіша публікація", "Старіша публікація", "Головна сторінка", "Підписатися на"]),
        new("pl", ["pisze", "powiedział"], ["Autor:"], ["Prześlij komentarz", "Dodaj komentarz", "Nowszy post", "Starszy post", "Strona główna", "Subskrybuj"], "Popularne posty z tego bloga"),
        new("cs", ["řekl(a)", "řekl"], ["Vystavil", "Přidal"], ["Okomentovat", "Přidat komentář", "Novější příspěvek", "Starší příspěvek", "Domovská stránka", "Přihlásit se k odběru"], "Oblíbené příspěvky z tohoto blogu"),
        new("hu", ["írta", "mondta"], ["Bejegyezte:"], ["Megjegyzés küldése", "Megjegyzés hozzáadása", "Újabb bejegyzés", "Régebbi bejegyzés", "Főoldal", "Feliratkozás"]),
        new("ro", ["spunea"], ["Publicat de"], ["Trimiteți un comentariu", "Adăugați un comentariu", "Postare mai nouă", "Postare mai veche", "Pagina de pornire", "Abonați-vă la"], "Postări populare de pe acest blog"),
        new("tr", ["dedi ki"], ["Gönderen"], ["Yorum Gönder", "Yorum ekle", "Sonraki Kayıt", "Önceki Kayıt", "Ana Sayfa", "Kaydol"], "Bu blogdaki popüler yayınlar"),
        new("el", ["είπε"], ["Αναρτήθηκε από"], ["Δημοσίευση σχολίου", "Προσθήκη σχολίου", "Νεότερη ανάρτηση", "Παλαιότερη Ανάρτηση", "Αρχική σελίδα", "Εγγραφή σε"], "Δημοφιλείς αναρτήσεις από αυτό το ιστολόγιο"),
        new("sv", ["sa"], ["Upplagd av"], ["Skicka en kommentar", "Lägg till kommentar", "Senaste inlägg", "Äldre inlägg", "Startsida", "Prenumerera på"], "Populära inlägg i den här bloggen"),
        new("da", ["sagde"], ["Indsendt af"], ["Send en kommentar", "Tilføj kommentar", "Nyere opslag", "Ældre opslag", "Start", "Abonner på"], "Populære opslag fra denne blog"),
        new("no", ["sa"], ["Lagt inn av"], ["Legg inn en kommentar", "Legg til kommentar", "Nyere innlegg", "Eldre innlegg", "Startsiden", "Abonner på"], "Populære innlegg fra denne bloggen"),
        new("fi", ["kirjoitti", "sanoi"], ["Lähettänyt"], ["Lähetä kommentti", "Lisää kommentti", "Uudempi teksti", "Vanhempi viesti", "Etusivu", "Tilaa"], "Tämän blogin suosituimmat tekstit"),
        new("id", ["mengatakan"], ["Diposting oleh", "Diposkan oleh"], ["Posting Komentar", "Poskan Komentar", "Tambahkan komentar", "Posting Lebih Baru", "Posting Lama", "Beranda", "Langganan"], "Postingan populer dari blog ini"),
        new("ms", ["berkata"], ["Dicatat oleh"], ["Catat Ulasan", "Tambah ulasan", "Catatan Terbaru", "Catatan Lama", "Laman utama", "Langgan"]),
        new("vi", ["nói"], ["Người đăng:", "Đăng bởi"], ["Đăng nhận xét", "Thêm nhận xét", "Bài đăng Mới hơn", "Bài đăng Cũ hơn", "Trang chủ", "Đăng ký"], "Bài đăng phổ biến từ blog này"),
        new("ja", ["さんのコメント", "さんは書きました"], ["投稿者", "作成者:"], ["コメントを投稿", "コメントを追加", "次の投稿", "前の投稿", "ホーム", "登録"], "このブログの人気の投稿"),
        new("zh", ["提到", "说", "說"], ["張貼者:", "发帖者", "发布者"], ["張貼留言", "发表评论", "新增留言", "添加评论", "較新的文章", "較舊的文章", "较新的博文", "较早的博文", "首頁", "主页", "訂閱", "订阅"], "這個網誌中的熱門文章", "此博客中的热门博文"),
        new("ko", ["님의 말", "님이 말했습니다"], ["게시자:", "작성자:"], ["댓글 쓰기", "댓글 추가", "최근 게시물", "이전 게시물", "홈", "구독"], "이 블로그의 인기 게시물"),
        new("ar", ["يقول"], ["مرسلة بواسطة", "بقلم"], ["إرسال تعليق", "إضافة تعليق", "رسالة أحدث", "رسالة أقدم", "الصفحة الرئيسية", "الاشتراك في"], "المشاركات الشائعة من هذه المدونة"),
        new("he", ["אמר/ה", "אמר", "אמרה"], ["פורסם על ידי"], ["הוסף רשומת תגובה", "הוסף תגובה", "רשומה חדשה יותר", "רשומה ישנה יותר", "דף הבית", "הירשם ל"]),
        new("th", ["กล่าวว่า"], ["เขียนโดย", "โพสต์โดย"], ["แสดงความคิดเห็น", "เพิ่มความคิดเห็น", "บทความใหม่กว่า", "บทความที่เก่ากว่า", "หน้าแรก", "สมัครสมาชิก"], "โพสต์ยอดนิยมจากบล็อกนี้"),
    ];

    private static readonly string[] AllSaid = [.. All.SelectMany(words => words.Said).Distinct().OrderByDescending(word => word.Length)];

    // One short word may begin an ordinary sentence: such a line is a footer only where it is about an author and nothing else.
    private static readonly string[] AllPostedBy = [.. All.SelectMany(words => words.PostedBy).Distinct().OrderByDescending(word => word.Length)];

    private static readonly string[] NameTitles = ["Ο χρήστης ", "Η χρήστρια ", "Ο/Η "];

    private const int MaxShareWord = 24;

    /// <summary>Newer themes print six links to share a post.</summary>
    private const int MaxShareLines = 8;

    /// <summary>A name of more words is none, where nothing else shows that it is one.</summary>
    private const int MaxNameWords = 4;

    private static readonly FrozenSet<string> AllOtherPosts = All.SelectMany(words => words.OtherPosts).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> AllClosing = All.SelectMany(words => words.Closing.Concat(words.OtherPosts)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Glued = [.. AllClosing.Where(word => word.Contains(' ', StringComparison.Ordinal) || !char.IsAscii(word[0]))];

    // Of the words that close a page these are also words of everybody's, and may be all that a comment says.
    private static readonly FrozenSet<string> Ordinary = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Home", "Publish", "Subscribe to", "Note: Only a member of this blog may post a comment.", "Startseite", "Abonnieren", "Inicio", "Início", "Assinar", "Accueil", "Home page", "Homepage", "Ещё", "Следующее", "Предыдущее",
        "Subskrybuj", "Főoldal", "Feliratkozás", "Kaydol", "Startsida", "Start", "Startsiden", "Etusivu", "Tilaa", "Beranda", "Langganan", "Langgan", "Trang chủ", "Đăng ký",
        "ホーム", "登録", "首頁", "主页", "訂閱", "订阅", "홈", "구독", "דף הבית", "หน้าแรก", "สมัครสมาชิก");

    private static readonly FrozenSet<string> Anonymous = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Anonymous", "Unknown", "Anonym", "Unbekannt", "Anónimo", "Anônimo", "Desconocido", "Desconhecido", "Anonyme", "Inconnu", "Anonimo", "Sconosciuto",
        "Anoniem", "Onbekend", "Анонимный", "Анонім", "Anonimowy", "Anonymní", "Névtelen", "Anonim", "Adsız", "Ανώνυμος", "Tuntematon", "Nặc danh", "匿名", "익명", "غير معرف", "אנונימי", "ไม่ระบุชื่อ");

    // The last line of a newer theme's page.
    private const string PoweredBy = "Powered by Blogger";

    private static readonly FrozenSet<string> ShareLinks = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "BlogThis!", "Email This", "Share to X", "Share to Twitter", "Share to Facebook", "Share to Pinterest", PoweredBy, PoweredBy + ".",
        "Share", "Get link", "Facebook", "Twitter", "X", "Pinterest", "Email", "Other Apps", "Compartir", "Obtener enlace", "Correo electrónico", "Otras aplicaciones",
        "Compartilhar", "Gerar link", "E-mail", "Outros aplicativos", "Teilen", "Link abrufen", "Andere Apps", "Partager", "Obtenir le lien", "Autres applications",
        "Поделиться", "Получить ссылку", "Электронная почта", "Другие приложения", "Condividi", "Ottieni link", "Altre app", "Delen", "Link ophalen", "Andere apps",
        "Udostępnij", "Pobierz link", "Inne aplikacje", "Paylaş", "Bağlantıyı al", "E-posta", "Diğer Uygulamalar", "共有", "リンクを取得", "メール", "他のアプリ");

    private static readonly string[] Sites = ["BlogThis!", "Twitter", "Facebook", "Pinterest"];

    // What themes other than Blogger's own write on such links. A post may end in any of them, so that they count only below its byline and its labels.
    private static readonly FrozenSet<string> ShareWords = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Share this", "Share this post", "Share this on", "Share it", "Share it on", "Share on", "Share via", "Tweet", "Tweet this", "Tweet it", "Like", "Like this", "Like it", "+1", "Pin it", "Print", "Print this",
        "Print this post", "Email this post", "Email it", "Recommend", "Recommend this", "Bookmark", "Bookmark this", "Google+", "LinkedIn", "WhatsApp", "Reddit", "Tumblr", "StumbleUpon", "Digg", "Digg this", "Delicious",
        "Telegram", "Twittern", "Gefällt mir", "Drucken", "Beitrag teilen", "Me gusta", "Imprimir", "Curtir", "J'aime", "J’aime", "Imprimer", "Mi piace", "Condividi", "Stampa", "Delen", "Udostępnij", "Lubię to");

    /// <summary>Whether a line is a link that every page of Blogger prints to pass a post on.</summary>
    public static bool IsShareLink(string line) => ShareLinks.Contains(line) || line.StartsWith("Email ThisBlogThis!", StringComparison.Ordinal);

    /// <summary>Whether a line is such a link as themes word it.</summary>
    public static bool IsShareWord(string line) => line.Length <= MaxShareWord && ShareWords.Contains(line.TrimEnd(':', '!', '.', '…', ' '));

    /// <summary>Whether a line may hold such links in whatever language: the sites have one name in all of them.</summary>
    public static bool IsSharing(string line) => IsShareLink(line) || IsShareWord(line) || Sites.Any(site => line.Contains(site, StringComparison.Ordinal));

    /// <summary>Whether a line stands below links to share of which only a theme prints so many; somebody's bar of sites has three.</summary>
    public static bool IsBelowWholeShareList(VisibleLines lines, int line, int first)
    {
        const int MinLinks = 4;
        var links = 0;
        for (var i = lines.Previous(line, first); i >= 0 && links < MinLinks && IsShareLink(lines.Text(i)); i = lines.Previous(i, first))
        {
            links++;
        }

        return links == MinLinks;
    }

    /// <summary>The line above "Get link", "Facebook", "X", "Pinterest", "Email", "Other Apps", of which the given line is the last: -1 where nothing stands there, the given line where it ends no such list.</summary>
    /// <remarks>The sites have one name in every language; where the words around them are not known, one line above them is of the list, too.</remarks>
    public static int AboveShareList(VisibleLines lines, int line, int first)
    {
        var (site, hasPinterest) = (line, false);
        for (var seen = 0; site >= first && seen < MaxShareLines && lines.Text(site) != "Facebook"; site = lines.Previous(site, first), seen++)
        {
            hasPinterest |= lines.Text(site) == "Pinterest";
        }

        if (!hasPinterest || site < first || lines.Text(site) != "Facebook")
        {
            return line;
        }

        var above = lines.Previous(site, first);
        if (above >= 0 && !IsShareLink(lines.Text(line)) && !IsShareLink(lines.Text(above)))
        {
            return lines.Previous(above, first);
        }

        while (above >= 0 && IsShareLink(lines.Text(above)))
        {
            above = lines.Previous(above, first);
        }

        return above;
    }

    /// <summary>The name in "by Mike Wren"; null where the line may be anything else: in small letters no title begins so, and names have capitals.</summary>
    public static string? NameBehindBy(string text) => text.StartsWith("by ", StringComparison.Ordinal) && text[3..].Trim() is var name
        && name.Split(' ') is { Length: >= 2 and <= MaxNameWords } words && Array.TrueForAll(words, word => word.Length > 0 && char.IsUpper(word[0])) && char.IsLetter(name[^1]) ? name : null;

    /// <summary>Whether Blogger prints this in place of a name that was not given.</summary>
    public static bool IsAnonymous(string name) => Anonymous.Contains(name);

    /// <summary>Whether a line ends in "said…": the name before it; empty where "said…" stands alone.</summary>
    public static bool TrySaid(ReadOnlySpan<char> line, out ReadOnlySpan<char> name)
    {
        name = default;
        var end = line.TrimEnd();
        var dots = end.Length - end.TrimEnd(".…:").Length;
        if (dots == 0 || (dots < 3 && !end.EndsWith("…") && !end.EndsWith(":")))
        {
            return false;
        }

        var text = end[..^dots].TrimEnd();
        foreach (var said in AllSaid)
        {
            if (text.EndsWith(said, StringComparison.Ordinal) && (text.Length == said.Length || !char.IsAscii(said[0]) || char.IsWhiteSpace(text[^(said.Length + 1)])))
            {
                name = WithoutTitle(text[..^said.Length].Trim());
                return true;
            }
        }

        return false;
    }

    // "Ο χρήστης Γιώργος": Greek pages print a word for "the user" before every name.
    private static ReadOnlySpan<char> WithoutTitle(ReadOnlySpan<char> name)
    {
        foreach (var title in NameTitles)
        {
            if (name.StartsWith(title, StringComparison.Ordinal) && name.Length > title.Length)
            {
                return name[title.Length..].TrimStart();
            }
        }

        return name;
    }

    /// <summary>Whether "Posted" stands without the word that a name follows, or names a program: "Posted on March 5, 2015", "Posted from my phone", "Posted by Picasa".</summary>
    public static bool NamesNobody(ReadOnlySpan<char> line, ReadOnlySpan<char> rest) =>
        line[..^rest.Length].TrimEnd(": ").Equals("Posted", StringComparison.OrdinalIgnoreCase) || rest.Trim() is "Picasa" or "Hello";

    /// <summary>Whether a line names the author of a post: the rest of the line behind the words.</summary>
    public static bool TryPostedBy(ReadOnlySpan<char> line, out ReadOnlySpan<char> rest)
    {
        foreach (var words in AllPostedBy)
        {
            if (line.StartsWith(words, StringComparison.OrdinalIgnoreCase)
                && (line.Length == words.Length || words[^1] == ':' || !char.IsLetter(line[words.Length])))
            {
                rest = line[words.Length..].TrimStart(": ");
                return true;
            }
        }

        rest = default;
        return false;
    }

    /// <summary>Whether a page that counts its comments so names an author in these words: in those of its language, or in English, as themes do.</summary>
    public static bool IsPostedByAbove(string line, string count)
    {
        var header = count is [.., ':' or '：'] ? count : count + ":";
        List<string> languages = [.. BloggerLanguage.All.Where(language => CountHeader.IsIn(header, language)).Select(language => language.Words.Language)];
        return languages.Count == 0 || All.Any(words => (words.Language == "en" || languages.Exists(language => language.StartsWith(words.Language, StringComparison.Ordinal)))
            && words.PostedBy.Any(posted => line.StartsWith(posted, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Whether a line closes a thread or the page, such as "Post a Comment" or "Newer PostOlder PostHome".</summary>
    public static bool IsClosing(ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> text = line.Contains('_') ? line.ToString().Replace('_', ' ') : line;
        text = text.Trim().Trim("<>«»‹›[]()").Trim();
        // "Load more..." has its dots; with one full stop it is somebody's sentence.
        var bare = text.EndsWith(".") && !text.EndsWith("..") ? text : text.TrimEnd(".…").TrimEnd();
        if (AllClosing.GetAlternateLookup<ReadOnlySpan<char>>().Contains(bare))
        {
            return true;
        }

        // Links without a blank between them, or a subscription that names its feed.
        foreach (var word in Glued)
        {
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (text.Length <= word.Length + 1 || IsClosingRest(text[word.Length..])))
            {
                return true;
            }
        }

        return text.StartsWith("Subscribe to:", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether newer themes end a page with this line.</summary>
    public static bool IsFoot(string line) => line.TrimEnd('.') == PoweredBy;

    /// <summary>Whether newer themes print other posts of the blog below this line.</summary>
    public static bool IsAboveOtherPosts(string line) => AllOtherPosts.Contains(line);

    /// <summary>Whether a line is of those that pages print around a post and its comments.</summary>
    public static bool IsOfPage(string text) => text.Length > 0
        && (IsClosing(text) || IsShareLink(text) || CommentLinks.Of(text) != CommentLink.None || PageCount.Is(text, out _) || CommentHeading.IsStamp(text, out _)
            || PrintedDate.TryLine(text, out _) || TryPostedBy(text, out _));

    /// <summary>Whether a line that closes a page may as well be somebody's answer.</summary>
    public static bool IsOrdinary(string line) => Ordinary.Contains(line.Trim());

    /// <summary>Whether a line that pages print, too, is a word that people set as a heading: "# Home", "# Reply".</summary>
    public static bool IsEverybodys(string line) => IsOrdinary(line) || CommentLinks.Of(line) != CommentLink.None;

    private static bool IsClosingRest(ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart(" :.…|");
        foreach (var word in AllClosing)
        {
            if (rest.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return rest.IsEmpty;
    }
}
