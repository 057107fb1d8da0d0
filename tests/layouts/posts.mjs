// Invented posts with their comments. Nobody of these names wrote any of this.
//
// A body is a list of blocks: a string is a run of lines that Blogger's editor ends with <br />; the other blocks say their kind.
// A comment is [author, time, text, options]; options: replies, link (false: the name is no link), owner, removed: 'author' | 'admin'.
// fools: lines of body and comments that look like something else.
// Texts may hold <i>, <b>, <a>; a line end is a <br />.

const ferry = {
    lang: 'en',
    title: 'The ferry at Lower Marl',
    published: '2013-11-18T06:45',
    author: 'Hester Quill',
    labels: ['Rivers', 'Walks & talks', 'Marl 1911'],
    fools: ['3 comments:', '1. Bring your own lantern.', '2. Mind the third plank.', '3. Reply to the bell, not to the shouting.', '1. It ran from 1899.', '2. It sank in 1940.', 'Pell (the younger)'],
    body: [
        'The chain ferry at Lower Marl stopped on a Tuesday, and nobody noticed until the Friday.\n\nI went down to see for myself. The ferryman had left a slate on the door:',
        { quote: ['3 comments:', '1. Bring your own lantern.', '2. Mind the third plank.', '3. Reply to the bell, not to the shouting.'] },
        'It set me looking for the old timetable, which Mr Askew kept in his Bible.',
        { list: ['From the mill side: 6:30 AM and 2:59 PM', 'From the church side: 7:10 AM', 'On Sundays: when <i>asked</i>'] },
        { numbers: ['Ring twice.', 'Wait for the lamp.', 'Do not step before the chain is slack.'] },
        { verse: ['O slow between the willow banks', 'the long chain gives and takes,', 'and what is owed the other side', 'is paid in what it makes.'] },
        'Does anybody remember the crossing? Write below, I read everything.\n\nH.',
    ],
    comments: [
        ['Tobias Wren', '2013-11-18T08:05', 'My grandfather worked that chain for eleven years, and he was never once thanked for it in words.\n\nHe kept a list too:\n- oil on Mondays\n- bell on Fridays\n- patience always', {
            replies: [
                ['Hester Quill', '2013-11-18T09:20', 'Thank you, Tobias. May I print his list in the next piece? I would of course name him, and the years.', { owner: true }],
                ['Tobias Wren', '2013-11-18T21:14', 'Please do. He would have liked that very much, though he would have denied it to anyone who asked.'],
            ],
        }],
        ['user12', '2013-11-19T07:00', 'I only crossed it once, in the rain, in 1987. The fare was 10p, and I was given the ten pence back because I looked so wet.'],
        ['Anonymous', '2013-11-19T10:31', 'Lovely.', { link: false }],
        ['Ødegård & Søn', '2013-11-20T14:59', 'There was a chain ferry at our place as well, see <a href="https://chains.example/log" rel="nofollow">the log we keep</a> of it.\n1. It ran from 1899.\n2. It sank in 1940.\nWe have been trying to raise the money for a new one ever since.', {
            replies: [
                ['Marguerite de la Tour-Landry', '2013-11-21T00:07', 'Is the hull still down there? I should be glad to come and help with the drawing, as I did at Harrow Reach.\n\nM. de la T.-L.', { link: false }],
                ['Ødegård & Søn', '2013-11-21T06:30', 'This text does not appear anywhere.', { removed: 'author' }],
            ],
        }],
        ['Pell', '2013-11-22T17:45', 'I read aloud at the crossing on the last day, at 6:30 in the evening:\n\nWho keeps the chain\nshall keep the hour,\n\nand three people clapped.\n\nPell (the younger)'],
        ['Spindrift Sales', '2013-11-23T03:03', 'This text does not appear anywhere.', { removed: 'admin' }],
        ['梅田 はな', '2014-01-02T12:12', 'とても静かな話でした。ありがとうございます。渡し船の鐘の音が、ここまで聞こえてくるようです。'],
    ],
};

const verses = {
    lang: 'en',
    title: 'Psalms for a wet week',
    published: '2005-04-03T22:10',
    author: 'Canon Blythe',
    labels: [],
    fools: ['Ps.23:4', 'John3:16', 'Ruth1:16', 'Nobody said anything. The sexton said...', 'I make it 3:2 as well. My father said...', 'Ruth 1:16 for me, please.'],
    body: [
        'Four readings for the week, as asked.\nPs.23:4\nJohn3:16\nRuth1:16',
        'The match ended Marl 3:2 Harrow, so the bells rang at 5:15 PM instead.',
        'Nobody said anything. The sexton said...\n"Leave it till Monday."',
    ],
    comments: [
        ['Ada Finch', '2005-04-04T06:30', 'Ps.23:4\nis the one we had at home, above the bread.', { link: false }],
        ['brookcat', '2005-04-04T06:52', 'Thank you.'],
        ['Anonymous', '2005-04-05T19:08', 'I make it 3:2 as well. My father said...\n"never trust a referee with a whistle of his own."\n\nRuth 1:16 for me, please.', { link: false }],
        ['~Rosalind', '2005-04-06T00:15', 'Monday came, and nobody had left it till then.'],
    ],
};

const wehr = {
    lang: 'de',
    title: 'Am alten Wehr',
    published: '2015-06-05T19:12',
    author: 'Käthe Sommerlatt',
    labels: ['Wasser', 'Mühlen'],
    fools: ['2 Kommentare:', '1. Bitte nicht baden.', '2. Antworten gibt es im Hof.', 'Ich habe am 6. Juni 2015 um 10:23 noch einmal nachgesehen, und es stand wirklich.', 'Antworten gab es also doch im Hof! Danke für die Erinnerung, ich frage den Müller danach.'],
    body: [
        'Das Wehr steht seit Mittwoch still. Der Müller hat ein Schild hingehängt:',
        { quote: ['2 Kommentare:', '1. Bitte nicht baden.', '2. Antworten gibt es im Hof.'] },
        'Ich habe am 6. Juni 2015 um 10:23 noch einmal nachgesehen, und es stand wirklich.',
        { list: ['oben das Brett', 'unten der Stein', 'dazwischen das Wasser'] },
    ],
    comments: [
        ['Jörg Brühl', '2015-06-06T10:23', 'Als Kinder haben wir dort gebadet, trotz des Schildes. Der Müller hat es gesehen und nie etwas gesagt.', {
            replies: [
                ['Käthe Sommerlatt', '2015-06-06T10:40', 'Antworten gab es also doch im Hof! Danke für die Erinnerung, ich frage den Müller danach.', { owner: true }],
                ['Jörg Brühl', '2015-06-06T12:01', 'Dieser Text erscheint nirgends.', { removed: 'author' }],
            ],
        }],
        ['lesefuchs7', '2015-06-06T18:30', 'Schön.'],
        ['Annemarie von der Heydt-Rautenberg', '2015-06-07T07:05', 'Mein Vater schrieb 1931 darüber:\n„Um 7:05 läuft das Wasser, um 7:06 der Müller.“\n\nViele Grüße\nA.', { link: false }],
    ],
};

const moulin = {
    lang: 'fr',
    title: 'Le moulin de l’écluse',
    published: '2011-06-21T07:15',
    author: 'Odile Marchandeau',
    labels: ['Rivières', 'Pain'],
    fools: ['3 commentaires:'],
    body: [
        'Le moulin tourne de nouveau depuis le 1er juin.\n\nOn y moud trois farines :',
        { list: ['le seigle', 'le froment', 'la châtaigne'] },
        { quote: ['3 commentaires:', '« Trop fine », « trop grise », « trop chère ».'] },
    ],
    comments: [
        ['Bastien Loriot', '2011-06-21T09:41', 'Je suis passé ce matin : la châtaigne est déjà finie, mais le seigle sent très bon.', {
            replies: [
                ['Odile Marchandeau', '2011-06-21T12:30', 'Il y en aura de nouveau samedi à 8:00, promis. Passez par la petite porte.', { owner: true }],
            ],
        }],
        ['Édith', '2011-06-22T18:02', 'Merci !', {
            replies: [['Odile Marchandeau', '2011-06-22T19:00', 'De rien, Édith. La meunière, c’est vous qui me l’avez fait connaître, il y a vingt ans déjà.', { owner: true }]],
        }],
        ['Anonyme', '2011-06-22T21:00', 'Une question sur le seigle : se garde-t-il bien l’hiver ? Chez nous il prend l’humidité dès novembre.', { link: false }],
    ],
};

const aljibe = {
    lang: 'es',
    title: 'El aljibe de la plaza',
    published: '2011-02-10T09:05',
    author: 'Remedios Olalla',
    labels: ['Agua'],
    fools: ['Lo dijo el alcalde, y esta vez era verdad.', 'Nadie recuerda quién lo cerró. Mi abuela dijo...'],
    body: [
        'El aljibe vuelve a tener agua desde el jueves.\nLo dijo el alcalde, y esta vez era verdad.',
        'Nadie recuerda quién lo cerró. Mi abuela dijo...\n«fue por el frío».',
    ],
    comments: [
        ['Fermín Arrabal', '2011-02-10T11:20', 'Lo cerraron en 1956, el año de la helada. Tengo la fotografía.'],
        ['Remedios Olalla', '2011-02-10T12:07', '¡Fermín, tráela!', { owner: true }],
        ['noria 3', '2011-02-11T02:07', 'Yo bebí de ese cubo.\n\n- estaba fría\n- estaba limpia\n- no era mía', { link: false }],
    ],
};

const farol = {
    lang: 'pt-BR',
    title: 'O farol da barra',
    published: '2014-11-24T18:40',
    author: 'Ivone Tavares',
    labels: ['Mar', 'Memória'],
    fools: ['4 comentários:'],
    body: [
        'Apagaram o farol na segunda-feira, às 18:40.',
        { quote: ['4 comentários:', 'O faroleiro respondeu a um só.'] },
        { numbers: ['A luz.', 'O sino.', 'O silêncio.'] },
    ],
    comments: [
        ['Ruy Peçanha', '2014-11-24T19:02', 'Meu tio acendia aquilo com querosene. Ninguém lhe perguntou nada.', {
            replies: [['Ivone Tavares', '2014-11-24T20:15', 'Eu pergunto! Ele ainda mora na rua do cais, no número 12?', { owner: true }]],
        }],
        ['maré2', '2014-11-25T06:30', 'Triste.'],
        ['Ruy Peçanha', '2014-11-25T07:45', 'Este texto não aparece.', { removed: 'author' }],
    ],
};

const pond = {
    lang: 'ru',
    title: 'Старый пруд',
    published: '2011-05-17T08:30',
    author: 'Глафира Ильинская',
    labels: ['Вода', 'Сад'],
    fools: ['5 комментариев:'],
    body: [
        'Во вторник спустили пруд. На дне нашли колокол, лодку и ключ.\n\nКлюч подошёл к сараю.',
        { list: ['колокол', 'лодка', 'ключ'] },
        { quote: ['5 комментариев:', 'так было написано на доске у сарая.'] },
    ],
    comments: [
        ['Евсей Полозов', '2011-05-17T10:14', 'Колокол с пожарной каланчи, его утопили в 1932 году. Лодка моя, если что.', {
            replies: [['Глафира Ильинская', '2011-05-17T10:50', 'Лодку можно забрать в субботу в 11:00, она сохнет у бани.', { owner: true }]],
        }],
        ['карась77', '2011-05-18T19:00', 'Ура!'],
        ['Анонимный', '2011-05-19T23:59', 'А рыба? Про рыбу ни слова.\n\nС уважением,\nсосед', { link: false }],
        ['Евсей Полозов', '2011-05-20T06:05', 'Этот текст нигде не виден.', { removed: 'author' }],
        ['Аграфена', '2011-05-21T12:00', 'В нашем пруду тоже лежит колокол, и по праздникам его слышно. Так говорила бабушка, а она не врала.'],
    ],
};

const plum = {
    lang: 'ja',
    title: '梅の木の下で',
    published: '2009-03-03T06:50',
    author: '水野ふゆ',
    labels: ['散歩', '庭'],
    body: [
        '今朝、庭の梅が咲いた。\n\n去年より九日早い。',
        { list: ['白い梅', '赤い梅', '名前のない梅'] },
        { verse: ['垣ごしに', '朝の六時の', '梅の声'] },
    ],
    comments: [
        ['佐渡トオル', '2009-03-03T09:41', 'うちの梅はまだ固いつぼみです。九日も早いとは驚きました。日当たりの違いでしょうか。', {
            replies: [['水野ふゆ', '2009-03-03T10:05', '南向きの塀のおかげかもしれません。来週また見にいらしてください。', { owner: true }]],
        }],
        ['neko3', '2009-03-04T23:01', 'きれい。'],
        ['匿名', '2009-03-05T12:00', '俳句もよいですね。私も一つ。\n\n梅一輪\n三時のお茶に\n湯気二つ', { link: false }],
    ],
};

const well = {
    lang: 'ar',
    title: 'بئر الحي القديم',
    published: '2012-09-11T07:20',
    author: 'ليلى الناصري',
    labels: ['ماء', 'ذاكرة'],
    body: [
        'فتحوا البئر يوم الثلاثاء بعد أربعين سنة.\n\nكان الماء باردا كما قالت جدتي.',
        { list: ['الدلو', 'الحبل', 'الحجر'] },
    ],
    comments: [
        ['سليم الحداد', '2012-09-11T09:41', 'شربت منها وأنا صغير. كان الحبل من ليف النخل، وكان الدلو أثقل مني بكثير.', {
            replies: [['ليلى الناصري', '2012-09-11T10:15', 'وأين الحبل الآن يا سليم؟ نريد أن نضعه في المدرسة مع الصور القديمة.', { owner: true }]],
        }],
        ['nour99', '2012-09-12T20:30', 'جميل.'],
        ['غير معرف', '2012-09-13T06:05', 'في الساعة 6:05 كانت النساء يأتين بالجرار، ثم يعدن قبل الشمس.', { link: false }],
    ],
};

const empty = {
    lang: 'en',
    title: '',
    published: '2010-02-14T16:20',
    author: 'Hester Quill',
    labels: ['Unsorted'],
    body: ['No title today, only weather. It came over the weir at four and stayed for tea.\n\nSleet, then sun, then sleet.'],
    comments: [['Tobias Wren', '2010-02-14T18:00', 'We had the sun first and the sleet afterwards, which is the wrong way round for washing.']],
};

const quiet = {
    lang: 'en',
    title: 'Notice: the towpath is shut',
    published: '2012-08-09T11:00',
    author: 'Hester Quill',
    labels: ['Notices'],
    fools: ['5 comments: that is how many I had by telephone, and all five were about dogs.'],
    body: ['The towpath is shut from lock 4 to lock 7 until the bank has been mended.\n\n5 comments: that is how many I had by telephone, and all five were about dogs.', { numbers: ['No, dogs may not swim round.', 'No, not even good dogs.'] }],
    comments: [],
};

/** The second page of a long thread in the flat layout; the numbers go on where the first page ended. */
const harbour = {
    lang: 'en',
    title: 'Name the harbour cat',
    published: '2011-10-09T12:00',
    author: 'Perran Coad',
    labels: ['Cats', 'Harbour'],
    fools: ['1. Port', '2. Starboard', 'Lundy, Fastnet, Rockall, Bishop: cat, 5 to 7, occasionally 8.', 'Tea at 4:00 PM, vote at 4:30 PM.'],
    body: ['The harbour office has a cat and the cat has no name. Suggestions below; the vote is on the 1st.\n\nNo more than one name each, please.'],
    declared: 238,
    firstNumber: 201,
    range: '201 – 238 of 238',
    comments: [
        'Bosun', 'Tar', 'Mizzen, surely.', 'Herring', 'I second Herring.', 'Captain Ahab 2', 'Limpet', 'No.', 'Barnacle Bill', 'Why not “Cat”?',
        'Gunwale', 'Sprat', 'Pilchard, after my aunt.', 'Bosun again, I lost count of the pages.', 'Halyard', 'Fender', 'Kedge', 'Scupper', 'Thole', 'Two names:\n1. Port\n2. Starboard',
        'One name each, it says.', 'Then Port.', 'Starboard was better.', 'Trinity', 'Eddystone', 'Wolf Rock', 'Longships', 'Bishop', 'Fastnet', 'Lundy',
        'Rockall', 'That makes a forecast:\nLundy, Fastnet, Rockall, Bishop: cat, 5 to 7, occasionally 8.', 'Good.', 'Moderate or good.', 'Tea at 4:00 PM, vote at 4:30 PM.', 'Tar won, I hear?', 'Tar it is.', 'Poor Herring.',
    ].map((text, index) => [
        ['Perran Coad', 'Anonymous', 'Morwenna 66', 'jory', 'Tamsin Bray', 'Old Salt'][(index * 5) % 6],
        new Date(Date.UTC(2011, 9, 12, 8, 0) + index * 47 * 60000).toISOString().slice(0, 16),
        text,
        { link: (index * 5) % 6 !== 1 },
    ]),
};

/** The posts of one index page: their comments are counted, not held. */
const index = Object.assign([
    { lang: 'en', title: 'The weir', published: '2014-05-21T18:30', author: 'Hester Quill', labels: ['Rivers'], declared: 2, comments: [], body: ['The weir sang all night.\n\nIn the morning there were 2 comments: one from the heron and one from the miller.'] },
    { lang: 'en', title: 'Sluice, gate, sluice', published: '2014-05-19T07:05', author: 'Hester Quill', labels: ['Rivers', 'Mills'], declared: 14, comments: [], body: ['Three keys and only one lock:', { list: ['the brass one', 'the bent one', 'the one that fits'] }] },
    { lang: 'en', title: '', published: '2014-05-19T06:40', author: 'Hester Quill', labels: [], declared: 1, comments: [], body: ['Fog.'] },
    { lang: 'en', title: 'The lock', published: '2014-04-30T21:14', author: 'Perran Coad', labels: ['Walks & talks'], declared: 0, comments: [], body: [{ quote: ['Guests may write here too, said Hester, and so I do.'] }, 'The lock is shut. Posted by hand at 9:14 PM, as the clock struck the half.'] },
], {
    fools: ['In the morning there were 2 comments: one from the heron and one from the miller.', 'The lock is shut. Posted by hand at 9:14 PM, as the clock struck the half.'],
});

export const posts = { ferry, verses, wehr, moulin, aljibe, farol, pond, plum, well, empty, quiet, harbour, index };
