namespace Archive.Dumps.Blogger;

/// <summary>What Blogger prints in one language: around comments, above posts, and in dates.</summary>
/// <param name="Words">The links and headings around comments.</param>
/// <param name="Counts">What follows the number in the line that counts comments, for one and for many.</param>
/// <param name="None">The whole of that line, its colon aside, where there are no comments.</param>
/// <param name="Removed">The notices that stand in place of a removed comment.</param>
/// <param name="Months">January to December, each with the forms it is printed in, separated by spaces.</param>
/// <param name="Weekdays">All forms of all days, separated by spaces.</param>
/// <param name="Joins">Words that may stand between the parts of a date or before a time.</param>
/// <param name="Labels">What stands before a post's labels.</param>
internal sealed record BloggerLanguage(
    BloggerWords Words,
    string[] Counts,
    string[] None,
    string[] Removed,
    string[] Months,
    string Weekdays,
    string Joins,
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
            [
                "January Jan", "February Feb", "March Mar", "April Apr", "May", "June Jun", "July Jul", "August Aug",
                "September Sep Sept", "October Oct", "November Nov", "December Dec",
            ],
            "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri Sat Sun",
            "at of the",
            "Labels"),
        new(
            new("de", "Antworten", "Löschen", "Antworten"),
            ["Kommentar", "Kommentare"],
            ["Keine Kommentare"],
            ["Dieser Kommentar wurde vom Autor entfernt.", "Dieser Kommentar wurde von einem Blog-Administrator entfernt."],
            [
                "Januar Jänner Jan", "Februar Feb", "März Mär", "April Apr", "Mai", "Juni Jun", "Juli Jul", "August Aug",
                "September Sep Sept", "Oktober Okt", "November Nov", "Dezember Dez",
            ],
            "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag Mo Di Mi Do Fr Sa So",
            "um den",
            "Labels"),
        new(
            new("es", "Responder", "Eliminar", "Respuestas"),
            ["comentario", "comentarios"],
            ["No hay comentarios"],
            ["Este comentario ha sido eliminado por el autor.", "Este comentario ha sido eliminado por un administrador del blog."],
            [
                "enero ene", "febrero feb", "marzo mar", "abril abr", "mayo may", "junio jun", "julio jul", "agosto ago",
                "septiembre setiembre sept sep", "octubre oct", "noviembre nov", "diciembre dic",
            ],
            "lunes martes miércoles jueves viernes sábado domingo lun mar mié jue vie sáb dom",
            "de del a las la",
            "Etiquetas"),
        new(
            new("es", "Responder", "Borrar", "Respuestas"), ["comentario", "comentarios"], [], [], [], "", "", "Etiquetas"),
        new(
            new("pt-BR", "Responder", "Excluir", "Respostas"),
            ["comentário", "comentários"],
            ["Nenhum comentário"],
            ["Este comentário foi removido pelo autor.", "Este comentário foi removido por um administrador do blog."],
            [
                "janeiro jan", "fevereiro fev", "março mar", "abril abr", "maio mai", "junho jun", "julho jul", "agosto ago",
                "setembro set", "outubro out", "novembro nov", "dezembro dez",
            ],
            "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo segunda terça quarta quinta sexta",
            "de às as à",
            "Marcadores"),
        new(
            new("pt-PT", "Responder", "Eliminar", "Respostas"),
            ["comentário", "comentários"],
            ["Sem comentários"],
            ["Este comentário foi removido pelo autor.", "Este comentário foi removido por um gestor do blogue."],
            [], "", "", "Etiquetas"),
        new(
            new("fr", "Répondre", "Supprimer", "Réponses"),
            ["commentaire", "commentaires"],
            ["Aucun commentaire"],
            ["Ce commentaire a été supprimé par l'auteur.", "Ce commentaire a été supprimé par un administrateur du blog."],
            [
                "janvier janv", "février févr", "mars", "avril avr", "mai", "juin", "juillet juil", "août", "septembre sept",
                "octobre oct", "novembre nov", "décembre déc",
            ],
            "lundi mardi mercredi jeudi vendredi samedi dimanche",
            "le à",
            "Libellés"),
        new(
            new("it", "Rispondi", "Elimina", "Risposte"),
            ["commento", "commenti"],
            ["Nessun commento"],
            ["Questo commento è stato eliminato dall'autore.", "Questo commento è stato eliminato da un amministratore del blog."],
            [
                "gennaio gen", "febbraio feb", "marzo mar", "aprile apr", "maggio mag", "giugno giu", "luglio lug", "agosto ago",
                "settembre set", "ottobre ott", "novembre nov", "dicembre dic",
            ],
            "lunedì martedì mercoledì giovedì venerdì sabato domenica",
            "alle",
            "Etichette"),
        new(
            new("nl", "Beantwoorden", "Verwijderen", "Reacties"),
            ["opmerking", "opmerkingen", "reactie", "reacties"],
            ["Geen opmerkingen", "Geen reacties"],
            ["Deze reactie is verwijderd door de auteur."],
            [
                "januari jan", "februari feb", "maart mrt", "april apr", "mei", "juni jun", "juli jul", "augustus aug",
                "september sep", "oktober okt", "november nov", "december dec",
            ],
            "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
            "om",
            "Labels"),
        new(
            new("ru", "Ответить", "Удалить", "Ответы"),
            ["комментарий", "комментария", "комментариев"],
            ["Комментариев нет", "Нет комментариев"],
            ["Этот комментарий был удален автором.", "Этот комментарий был удален администратором блога."],
            [
                "января январь янв", "февраля февраль февр", "марта март мар", "апреля апрель апр", "мая май", "июня июнь июн",
                "июля июль июл", "августа август авг", "сентября сентябрь сент", "октября октябрь окт", "ноября ноябрь нояб",
                "декабря декабрь дек",
            ],
            "понедельник вторник среда четверг пятница суббота воскресенье",
            "г в",
            "Ярлыки"),
        new(
            new("uk", "Відповісти", "Видалити", "Відповіді"),
            ["коментар", "коментарі", "коментарів"], ["Немає коментарів"], [],
            [
                "січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада",
                "грудня",
            ],
            "понеділок вівторок середа четвер п’ятниця субота неділя", "р о", "Мітки"),
        new(
            new("pl", "Odpowiedz", "Usuń", "Odpowiedzi"),
            ["komentarz", "komentarze", "komentarzy"],
            ["Brak komentarzy"],
            ["Ten komentarz został usunięty przez autora."],
            [
                "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października",
                "listopada", "grudnia",
            ],
            "poniedziałek wtorek środa czwartek piątek sobota niedziela", "o", "Etykiety"),
        new(
            new("cs", "Odpovědět", "Vymazat", "Odpovědi"),
            ["komentář", "komentáře", "komentářů"], ["Žádné komentáře"], [],
            [
                "ledna", "února", "března", "dubna", "května", "června", "července", "srpna", "září", "října", "listopadu",
                "prosince",
            ],
            "pondělí úterý středa čtvrtek pátek sobota neděle", "v", "Štítky"),
        new(new("hu", "Válasz", "Törlés", "Válaszok"), ["megjegyzés"], ["Nincsenek megjegyzések"], [], [], "", "", "Címkék"),
        new(
            new("ro", "Răspundeți", "Ștergeți", "Răspunsuri"),
            ["comentariu", "comentarii"], ["Niciun comentariu"], [],
            [
                "ianuarie", "februarie", "martie", "aprilie", "mai", "iunie", "iulie", "august", "septembrie", "octombrie",
                "noiembrie", "decembrie",
            ],
            "luni marți miercuri joi vineri sâmbătă duminică", "la", "Etichete"),
        new(
            new("tr", "Yanıtla", "Sil", "Yanıtlar"),
            ["yorum"],
            ["Hiç yorum yok"],
            ["Bu yorum yazar tarafından silindi."],
            [
                "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık",
            ],
            "Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar", "", "Etiketler"),
        new(new("el", "Απάντηση", "Διαγραφή", "Απαντήσεις"), ["σχόλιο", "σχόλια"], ["Δεν υπάρχουν σχόλια"], [], [], "", "", "Ετικέτες"),
        new(
            new("sv", "Svara", "Radera", "Svar"),
            ["kommentar", "kommentarer"], ["Inga kommentarer"], [],
            ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"],
            "måndag tisdag onsdag torsdag fredag lördag söndag", "kl den", "Etiketter"),
        new(
            new("da", "Svar", "Slet", "Svar"),
            ["kommentar", "kommentarer"], ["Ingen kommentarer"], [],
            ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"],
            "mandag tirsdag onsdag torsdag fredag lørdag søndag", "kl den", "Etiketter"),
        new(
            new("no", "Svar", "Slett", "Svar"),
            ["kommentar", "kommentarer"], ["Ingen kommentarer"], [],
            ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"],
            "mandag tirsdag onsdag torsdag fredag lørdag søndag", "kl den", "Etiketter"),
        new(new("fi", "Vastaa", "Poista", "Vastaukset"), ["kommentti", "kommenttia"], ["Ei kommentteja"], [], [], "", "", "Tunnisteet"),
        new(
            new("id", "Balas", "Hapus", "Balasan"),
            ["komentar"], ["Tidak ada komentar"], ["Komentar ini telah dihapus oleh pengarang."],
            [
                "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
                "Desember",
            ],
            "Senin Selasa Rabu Kamis Jumat Sabtu Minggu", "pukul", "Label"),
        new(new("ms", "Balas", "Padam", "Balasan"), ["ulasan"], ["Tiada ulasan"], [], [], "", "", "Label"),
        new(new("vi", "Trả lời", "Xóa", "Trả lời"), ["nhận xét"], ["Không có nhận xét nào"], [], [], "", "", "Nhãn"),
        new(
            new("ja", "返信", "削除", "返信"),
            ["件のコメント"], ["0 件のコメント"], ["このコメントは投稿者によって削除されました。"], [], "", "", "ラベル"),
        new(new("zh-TW", "回覆", "刪除", "回覆"), ["則留言", "意見"], ["沒有留言"], [], [], "", "", "標籤"),
        new(new("zh-CN", "回复", "删除", "回复"), ["条评论"], ["没有评论"], [], [], "", "", "标签"),
        new(new("ko", "답글", "삭제", "답글"), ["댓글"], ["댓글 없음"], [], [], "", "", "라벨"),
        new(new("ar", "رد", "حذف", "الردود"), ["تعليقات", "تعليق"], ["ليست هناك تعليقات"], [], [], "", "", "التسميات"),
        new(new("he", "השב", "מחק", "תשובות"), ["תגובות", "תגובה"], ["אין תגובות"], [], [], "", "", "תוויות"),
        new(new("th", "ตอบ", "ลบ", "ตอบกลับ"), ["ความคิดเห็น"], ["ไม่มีความคิดเห็น"], [], [], "", "", "ป้ายกำกับ"),
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
