using Archive.Dumps.Blogger.Dates;

namespace Archive.Dumps.Blogger;

/// <summary>The words that Blogger prints in one language around comments and posts; <see cref="DateWords"/> knows those of dates.</summary>
/// <param name="Words">The links and headings around comments.</param>
/// <param name="Counts">What follows the number in the line that counts comments, for one and for many.</param>
/// <param name="None">The whole of that line, its colon aside, where there are no comments.</param>
/// <param name="Removed">The notices that stand in place of a removed comment.</param>
/// <param name="Labels">What stands before a post's labels.</param>
internal sealed record BloggerLanguage(
    BloggerWords Words,
    string[] Counts,
    string[] None,
    string[] Removed,
    string Labels)
{
    /// <summary>Every language that is known by its words; others are read by the repetition of theirs.</summary>
    public static readonly IReadOnlyList<BloggerLanguage> All =
    [
        new(
            BloggerWords.English,
            ["comment", "comments"],
            ["No comments", "0 comments"],
            [
                "This comment has been removed by the author.",
                "This comment has been removed by a blog administrator.",
                "This post has been removed by the author.",
                "This post has been removed by a blog administrator.",
            ],
            "Labels"),
        new(
            new("de", "Antworten", "Löschen", "Antworten"),
            ["Kommentar", "Kommentare"],
            ["Keine Kommentare"],
            ["Dieser Kommentar wurde vom Autor entfernt.", "Dieser Kommentar wurde von einem Blog-Administrator entfernt."],
            "Labels"),
        new(
            new("es", "Responder", "Eliminar", "Respuestas"),
            ["comentario", "comentarios"],
            ["No hay comentarios"],
            ["Este comentario ha sido eliminado por el autor.", "Este comentario ha sido eliminado por un administrador del blog."],
            "Etiquetas"),
        new(
            new("es", "Responder", "Borrar", "Respuestas"), ["comentario", "comentarios"], [], [], "Etiquetas"),
        new(
            new("pt-BR", "Responder", "Excluir", "Respostas"),
            ["comentário", "comentários"],
            ["Nenhum comentário"],
            ["Este comentário foi removido pelo autor.", "Este comentário foi removido por um administrador do blog."],
            "Marcadores"),
        new(
            new("pt-PT", "Responder", "Eliminar", "Respostas"),
            ["comentário", "comentários"],
            ["Sem comentários"],
            ["Este comentário foi removido pelo autor.", "Este comentário foi removido por um gestor do blogue."],
            "Etiquetas"),
        new(
            new("fr", "Répondre", "Supprimer", "Réponses"),
            ["commentaire", "commentaires"],
            ["Aucun commentaire"],
            ["Ce commentaire a été supprimé par l'auteur.", "Ce commentaire a été supprimé par un administrateur du blog."],
            "Libellés"),
        new(
            new("it", "Rispondi", "Elimina", "Risposte"),
            ["commento", "commenti"],
            ["Nessun commento"],
            ["Questo commento è stato eliminato dall'autore.", "Questo commento è stato eliminato da un amministratore del blog."],
            "Etichette"),
        new(
            new("nl", "Beantwoorden", "Verwijderen", "Reacties"),
            ["opmerking", "opmerkingen", "reactie", "reacties"],
            ["Geen opmerkingen", "Geen reacties"],
            ["Deze reactie is verwijderd door de auteur.", "Deze reactie is verwijderd door een blogbeheerder."],
            "Labels"),
        new(
            new("ru", "Ответить", "Удалить", "Ответы"),
            ["комментарий", "комментария", "комментариев"],
            ["Комментариев нет", "Нет комментариев"],
            ["Этот комментарий был удален автором.", "Этот комментарий был удален администратором блога."],
            "Ярлыки"),
        new(
            new("uk", "Відповісти", "Видалити", "Відповіді"),
            ["коментар", "коментарі", "коментарів"], ["Немає коментарів"], ["Автор видалив цей коментар.", "Адміністратор блогу видалив цей коментар."], "Мітки"),
        new(
            new("pl", "Odpowiedz", "Usuń", "Odpowiedzi"),
            ["komentarz", "komentarze", "komentarzy"],
            ["Brak komentarzy"],
            ["Ten komentarz został usunięty przez autora.", "Ten komentarz został usunięty przez administratora bloga."], "Etykiety"),
        new(
            new("cs", "Odpovědět", "Vymazat", "Odpovědi"),
            ["komentář", "komentáře", "komentářů"], ["Žádné komentáře"], ["Tento komentář byl odstraněn autorem.", "Tento komentář byl odstraněn administrátorem blogu."], "Štítky"),
        new(new("hu", "Válasz", "Törlés", "Válaszok"), ["megjegyzés"], ["Nincsenek megjegyzések"], ["Ezt a megjegyzést eltávolította a szerző.", "Ezt a megjegyzést eltávolította a blog adminisztrátora."], "Címkék"),
        new(
            new("ro", "Răspundeți", "Ștergeți", "Răspunsuri"),
            ["comentariu", "comentarii"], ["Niciun comentariu"], [], "Etichete"),
        // Pages before about 2012 print ş and ţ with a cedilla.
        new(
            new("ro", "Răspundeţi", "Ştergeţi", "Răspunsuri"),
            ["comentariu", "comentarii"], ["Niciun comentariu"], [], "Etichete"),
        new(
            new("tr", "Yanıtla", "Sil", "Yanıtlar"),
            ["yorum"],
            ["Hiç yorum yok"],
            ["Bu yorum yazar tarafından silindi.", "Bu yorum bir blog yöneticisi tarafından silindi."], "Etiketler"),
        new(new("el", "Απάντηση", "Διαγραφή", "Απαντήσεις"), ["σχόλιο", "σχόλια"], ["Δεν υπάρχουν σχόλια"], ["Αυτό το σχόλιο αφαιρέθηκε από τον συντάκτη.", "Αυτό το σχόλιο αφαιρέθηκε από έναν διαχειριστή του ιστολογίου."], "Ετικέτες"),
        new(
            new("sv", "Svara", "Radera", "Svar"),
            ["kommentar", "kommentarer"], ["Inga kommentarer"], ["Den här kommentaren har tagits bort av skribenten.", "Den här kommentaren har tagits bort av en bloggadministratör."], "Etiketter"),
        new(
            new("da", "Svar", "Slet", "Svar"),
            ["kommentar", "kommentarer"], ["Ingen kommentarer"], ["Denne kommentar er fjernet af forfatteren.", "Denne kommentar er fjernet af en blogadministrator."], "Etiketter"),
        new(
            new("no", "Svar", "Slett", "Svar"),
            ["kommentar", "kommentarer"], ["Ingen kommentarer"], ["Denne kommentaren er fjernet av forfatteren.", "Denne kommentaren har blitt fjernet av forfatteren.", "Denne kommentaren har blitt fjernet av en bloggadministrator."], "Etiketter"),
        new(new("fi", "Vastaa", "Poista", "Vastaukset"), ["kommentti", "kommenttia"], ["Ei kommentteja"], ["Kirjoittaja on poistanut tämän kommentin.", "Blogin järjestelmänvalvoja on poistanut tämän kommentin."], "Tunnisteet"),
        new(
            new("id", "Balas", "Hapus", "Balasan"),
            ["komentar"], ["Tidak ada komentar"], ["Komentar ini telah dihapus oleh pengarang.", "Komentar ini telah dihapus oleh administrator blog."], "Label"),
        new(new("ms", "Balas", "Padam", "Balasan"), ["ulasan"], ["Tiada ulasan"], [], "Label"),
        new(new("vi", "Trả lời", "Xóa", "Trả lời"), ["nhận xét"], ["Không có nhận xét nào"], ["Nhận xét này đã bị tác giả xóa.", "Nhận xét này đã bị quản trị viên blog xóa."], "Nhãn"),
        new(
            new("ja", "返信", "削除", "返信"),
            ["件のコメント"], ["0 件のコメント"], ["このコメントは投稿者によって削除されました。", "このコメントはブログの管理者によって削除されました。"], "ラベル"),
        new(new("zh-TW", "回覆", "刪除", "回覆"), ["則留言", "意見"], ["沒有留言"], ["作者已經移除這則留言。", "網誌管理員已經移除這則留言。"], "標籤"),
        new(new("zh-CN", "回复", "删除", "回复"), ["条评论"], ["没有评论"], ["此评论已被作者删除。", "此评论已被博客管理员删除。"], "标签"),
        new(new("ko", "답글", "삭제", "답글"), ["댓글"], ["댓글 없음"], ["작성자가 댓글을 삭제했습니다.", "블로그 관리자가 댓글을 삭제했습니다."], "라벨"),
        new(new("ar", "رد", "حذف", "الردود"), ["تعليقات", "تعليق"], ["ليست هناك تعليقات"], ["أزال المؤلف هذا التعليق.", "أزال أحد مشرفي المدونة هذا التعليق."], "التسميات"),
        new(new("he", "השב", "מחק", "תשובות"), ["תגובות", "תגובה"], ["אין תגובות"], ["תגובה זו הוסרה על ידי המחבר.", "תגובה זו הוסרה על ידי מנהל הבלוג."], "תוויות"),
        new(new("th", "ตอบ", "ลบ", "ตอบกลับ"), ["ความคิดเห็น"], ["ไม่มีความคิดเห็น"], [], "ป้ายกำกับ"),
    ];
}

/// <summary>The words that a Blogger page of one language prints around comments.</summary>
/// <param name="Language">A BCP 47 tag, or <c>und</c> where the words were found by their repetition.</param>
/// <param name="Reply">The link under a top comment.</param>
/// <param name="Delete">The link under every comment; glued to <paramref name="Reply"/> under a top one.</param>
/// <param name="Replies">The heading of a list of replies; in some languages the same word as <paramref name="Reply"/>.</param>
public sealed record BloggerWords(string Language, string Reply, string Delete, string Replies)
{
    public static readonly BloggerWords English = new("en", "Reply", "Delete", "Replies");
}
