// The words that Blogger prints around a post, per language, and the forms of its dates.

const names = (language, options) => (date) =>
    new Intl.DateTimeFormat(language, { timeZone: 'UTC', calendar: 'gregory', numberingSystem: 'latn', ...options }).format(date);

const arabicMonths = ['يناير', 'فبراير', 'مارس', 'أبريل', 'مايو', 'يونيو', 'يوليو', 'أغسطس', 'سبتمبر', 'أكتوبر', 'نوفمبر', 'ديسمبر'];
const arabicDays = ['الأحد', 'الاثنين', 'الثلاثاء', 'الأربعاء', 'الخميس', 'الجمعة', 'السبت'];
const russianMonths = ['января', 'февраля', 'марта', 'апреля', 'мая', 'июня', 'июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря'];

const two = (number) => String(number).padStart(2, '0');
const clock24 = (date) => `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
const clock = (date) => `${date.getUTCHours()}:${two(date.getUTCMinutes())}`;
const clock12 = (date, am, pm) => `${date.getUTCHours() % 12 || 12}:${two(date.getUTCMinutes())} ${date.getUTCHours() < 12 ? am : pm}`;

const month = (language) => names(language, { month: 'long' });
const weekday = (language) => names(language, { weekday: 'long' });
const day = (date) => date.getUTCDate();
const year = (date) => date.getUTCFullYear();

const russian = (number, one, few, many) => {
    const last = number % 10;
    const teen = number % 100 >= 11 && number % 100 <= 14;
    return !teen && last === 1 ? one : !teen && last >= 2 && last <= 4 ? few : many;
};

export const words = {
    en: {
        reply: 'Reply', delete: 'Delete', replies: 'Replies', comments: 'Comments', none: 'No comments:',
        count: (n) => (n === 1 ? '1 comment:' : `${n} comments:`), said: (name) => `${name} said...`,
        removed: 'This comment has been removed by the author.', removedByAdmin: 'This comment has been removed by a blog administrator.',
        postComment: 'Post a Comment', add: 'Add comment', load: 'Load more...',
        newer: 'Newer Post', older: 'Older Post', home: 'Home', feed: 'Subscribe to:', feedOf: 'Post Comments (Atom)',
        labels: 'Labels:', labelsTitle: 'Labels', popular: 'Popular Posts', archive: 'Blog Archive', about: 'About Me', follow: 'Subscribe', profile: 'View my complete profile',
        posted: (name, time) => `Posted by ${name} at ${time}`, skip: 'Skip to main content', webVersion: 'View web version', powered: 'Powered by Blogger',
        date: (d) => `${weekday('en')(d)}, ${month('en')(d)} ${day(d)}, ${year(d)}`,
        shortDate: (d) => `${month('en')(d)} ${two(day(d))}, ${year(d)}`,
        stamp: (d) => `${month('en')(d)} ${day(d)}, ${year(d)} at ${clock12(d, 'AM', 'PM')}`, time: (d) => clock12(d, 'AM', 'PM'),
    },
    de: {
        reply: 'Antworten', delete: 'Löschen', replies: 'Antworten', comments: 'Kommentare', none: 'Keine Kommentare:',
        count: (n) => (n === 1 ? '1 Kommentar:' : `${n} Kommentare:`), said: (name) => `${name} hat gesagt…`,
        removed: 'Dieser Kommentar wurde vom Autor entfernt.', removedByAdmin: 'Dieser Kommentar wurde von einem Blog-Administrator entfernt.',
        postComment: 'Kommentar veröffentlichen', add: 'Kommentar hinzufügen', load: 'Weitere laden...',
        newer: 'Neuerer Post', older: 'Älterer Post', home: 'Startseite', feed: 'Abonnieren', feedOf: 'Kommentare zum Post (Atom)',
        labels: 'Labels:', labelsTitle: 'Labels', popular: 'Beliebte Posts', archive: 'Blog-Archiv', about: 'Über mich', follow: 'Abonnieren', profile: 'Mein Profil vollständig anzeigen',
        posted: (name, time) => `Eingestellt von ${name} um ${time}`, skip: 'Direkt zum Hauptbereich', webVersion: 'Web-Version anzeigen', powered: 'Powered by Blogger',
        date: (d) => `${weekday('de')(d)}, ${day(d)}. ${month('de')(d)} ${year(d)}`,
        shortDate: (d) => `${month('de')(d)} ${two(day(d))}, ${year(d)}`,
        stamp: (d) => `${day(d)}. ${month('de')(d)} ${year(d)} um ${clock24(d)}`, time: clock24,
    },
    fr: {
        reply: 'Répondre', delete: 'Supprimer', replies: 'Réponses', comments: 'Commentaires', none: 'Aucun commentaire:',
        count: (n) => (n === 1 ? '1 commentaire:' : `${n} commentaires:`), said: (name) => `${name} a dit…`,
        removed: "Ce commentaire a été supprimé par l'auteur.", removedByAdmin: 'Ce commentaire a été supprimé par un administrateur du blog.',
        postComment: 'Enregistrer un commentaire', add: 'Ajouter un commentaire', load: 'Charger la suite...',
        newer: 'Article plus récent', older: 'Article plus ancien', home: 'Accueil', feed: 'Inscription à :', feedOf: 'Publier les commentaires (Atom)',
        labels: 'Libellés :', labelsTitle: 'Libellés', popular: 'Articles les plus consultés', archive: 'Archives du blog', about: "Qui êtes-vous ?", follow: "S'abonner", profile: 'Afficher mon profil complet',
        posted: (name, time) => `Publié par ${name} à ${time}`, skip: 'Accéder au contenu principal', webVersion: 'Afficher la version Web', powered: 'Fourni par Blogger',
        date: (d) => `${weekday('fr')(d)} ${day(d)} ${month('fr')(d)} ${year(d)}`,
        shortDate: (d) => `${month('fr')(d)} ${two(day(d))}, ${year(d)}`,
        stamp: (d) => `${day(d)} ${month('fr')(d)} ${year(d)} à ${clock24(d)}`, time: clock24,
    },
    es: {
        reply: 'Responder', delete: 'Eliminar', replies: 'Respuestas', comments: 'Comentarios', none: 'No hay comentarios:',
        count: (n) => (n === 1 ? '1 comentario:' : `${n} comentarios:`), said: (name) => `${name} dijo...`,
        removed: 'Este comentario ha sido eliminado por el autor.', removedByAdmin: 'Este comentario ha sido eliminado por un administrador del blog.',
        postComment: 'Publicar un comentario', add: 'Añadir comentario', load: 'Cargar más...',
        newer: 'Entrada más reciente', older: 'Entrada antigua', home: 'Inicio', feed: 'Suscribirse a:', feedOf: 'Enviar comentarios (Atom)',
        labels: 'Etiquetas:', labelsTitle: 'Etiquetas', popular: 'Entradas populares', archive: 'Archivo del blog', about: 'Datos personales', follow: 'Suscribirse', profile: 'Ver todo mi perfil',
        posted: (name, time) => `Publicado por ${name} en ${time}`, skip: 'Ir al contenido principal', webVersion: 'Ver versión web', powered: 'Con la tecnología de Blogger',
        date: (d) => `${weekday('es')(d)}, ${day(d)} de ${month('es')(d)} de ${year(d)}`,
        shortDate: (d) => `${month('es')(d)} ${two(day(d))}, ${year(d)}`,
        stamp: (d) => `${day(d)} de ${month('es')(d)} de ${year(d)}, ${clock(d)}`, time: clock,
    },
    'pt-BR': {
        reply: 'Responder', delete: 'Excluir', replies: 'Respostas', comments: 'Comentários', none: 'Nenhum comentário:',
        count: (n) => (n === 1 ? '1 comentário:' : `${n} comentários:`), said: (name) => `${name} disse...`,
        removed: 'Este comentário foi removido pelo autor.', removedByAdmin: 'Este comentário foi removido por um administrador do blog.',
        postComment: 'Postar um comentário', add: 'Adicionar comentário', load: 'Carregar mais...',
        newer: 'Postagem mais recente', older: 'Postagem mais antiga', home: 'Página inicial', feed: 'Assinar:', feedOf: 'Postar comentários (Atom)',
        labels: 'Marcadores:', labelsTitle: 'Marcadores', popular: 'Postagens mais visitadas', archive: 'Arquivo do blog', about: 'Quem sou eu', follow: 'Inscrever-se', profile: 'Ver meu perfil completo',
        posted: (name, time) => `Postado por ${name} às ${time}`, skip: 'Pular para o conteúdo principal', webVersion: 'Ver versão para a web', powered: 'Tecnologia do Blogger',
        date: (d) => `${weekday('pt-BR')(d)}, ${day(d)} de ${month('pt-BR')(d)} de ${year(d)}`,
        shortDate: (d) => `${month('pt-BR')(d)} ${two(day(d))}, ${year(d)}`,
        stamp: (d) => `${day(d)} de ${month('pt-BR')(d)} de ${year(d)} às ${clock24(d)}`, time: clock24,
    },
    ru: {
        reply: 'Ответить', delete: 'Удалить', replies: 'Ответы', comments: 'Комментарии', none: 'Комментариев нет:',
        count: (n) => `${n} ${russian(n, 'комментарий', 'комментария', 'комментариев')}:`, said: (name) => `${name} комментирует...`,
        removed: 'Этот комментарий был удален автором.', removedByAdmin: 'Этот комментарий был удален администратором блога.',
        postComment: 'Отправить комментарий', add: 'Добавить комментарий', load: 'Ещё...',
        newer: 'Следующее', older: 'Предыдущее', home: 'Главная страница', feed: 'Подписаться на:', feedOf: 'Комментарии к сообщению (Atom)',
        labels: 'Ярлыки:', labelsTitle: 'Ярлыки', popular: 'Популярные сообщения', archive: 'Архив блога', about: 'Обо мне', follow: 'Подписаться', profile: 'Просмотреть профиль',
        posted: (name, time) => `Автор: ${name} на ${time}`, skip: 'К основному контенту', webVersion: 'Открыть веб-версию', powered: 'Технологии Blogger',
        date: (d) => `${weekday('ru')(d)}, ${day(d)} ${russianMonths[d.getUTCMonth()]} ${year(d)} г.`,
        shortDate: (d) => `${month('ru')(d)} ${two(day(d))}, ${year(d)}`,
        stamp: (d) => `${day(d)} ${russianMonths[d.getUTCMonth()]} ${year(d)} г. в ${clock24(d)}`, time: clock24,
    },
    ja: {
        reply: '返信', delete: '削除', replies: '返信', comments: 'コメント', none: '0 件のコメント:',
        count: (n) => `${n} 件のコメント:`, said: (name) => `${name} さんのコメント...`,
        removed: 'このコメントは投稿者によって削除されました。', removedByAdmin: 'このコメントはブログの管理者によって削除されました。',
        postComment: 'コメントを投稿', add: 'コメントを追加', load: 'もっと読み込む...',
        newer: '次の投稿', older: '前の投稿', home: 'ホーム', feed: '登録:', feedOf: 'コメントの投稿 (Atom)',
        labels: 'ラベル:', labelsTitle: 'ラベル', popular: '人気の投稿', archive: 'ブログ アーカイブ', about: '自己紹介', follow: '登録', profile: '詳細プロフィールを表示',
        posted: (name, time) => `投稿者 ${name} 時刻: ${time}`, skip: 'スキップしてメイン コンテンツに移動', webVersion: 'ウェブ バージョンを表示', powered: 'Powered by Blogger',
        date: (d) => `${year(d)}年${d.getUTCMonth() + 1}月${day(d)}日${weekday('ja')(d)}`,
        shortDate: (d) => `${d.getUTCMonth() + 1}月 ${two(day(d))}, ${year(d)}`,
        stamp: (d) => `${year(d)}年${d.getUTCMonth() + 1}月${day(d)}日 ${clock(d)}`, time: clock,
    },
    ar: {
        reply: 'رد', delete: 'حذف', replies: 'الردود', comments: 'تعليقات', none: 'ليست هناك تعليقات:',
        count: (n) => (n === 1 ? 'هناك تعليق واحد:' : n === 2 ? 'هناك تعليقان (2):' : `${n} تعليقات:`), said: (name) => `${name} يقول...`,
        removed: 'أزال المؤلف هذا التعليق.', removedByAdmin: 'تمت إزالة هذا التعليق بواسطة مشرف المدونة.',
        postComment: 'إرسال تعليق', add: 'إضافة تعليق', load: 'تحميل المزيد...',
        newer: 'رسالة أحدث', older: 'رسالة أقدم', home: 'الصفحة الرئيسية', feed: 'الاشتراك في:', feedOf: 'تعليقات الرسالة (Atom)',
        labels: 'التسميات:', labelsTitle: 'التسميات', popular: 'المشاركات الشائعة', archive: 'أرشيف المدونة', about: 'نبذة عني', follow: 'اشتراك', profile: 'عرض الملف الشخصي الكامل الخاص بي',
        posted: (name, time) => `مرسلة بواسطة ${name} في ${time}`, skip: 'التخطي إلى المحتوى الرئيسي', webVersion: 'عرض إصدار الويب', powered: 'يتم التشغيل بواسطة Blogger',
        date: (d) => `${arabicDays[d.getUTCDay()]}، ${day(d)} ${arabicMonths[d.getUTCMonth()]} ${year(d)}`,
        shortDate: (d) => `${arabicMonths[d.getUTCMonth()]} ${two(day(d))}, ${year(d)}`,
        stamp: (d) => `${day(d)} ${arabicMonths[d.getUTCMonth()]} ${year(d)} في ${clock12(d, 'ص', 'م')}`, time: (d) => clock12(d, 'ص', 'م'),
    },
};
