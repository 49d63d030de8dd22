// The words of reports and explanations in Kazakh, Russian and English.
import type { ComparisonPlan } from '../plan.ts'
import { parseRef } from '../settings/columns.ts'
import type { Comparison, Level, Settings, SimpleLevel } from '../settings/settings.ts'

export type Lang = 'kk' | 'ru' | 'en'

const en = {
  title: 'Linkage report',
  personal:
    'This page holds personal data of the records shown as examples. Keep it as you keep the registers.',
  summary: 'In short',
  records: 'Records',
  persons: 'Persons',
  sources: 'Sources',
  source: 'Source',
  given: '{0} given',
  links: 'Links',
  contents: 'On this page',
  largest: 'Most records of one person',
  looked: 'Groups in which not all records agree, looked at closely',
  split: 'Of these, taken apart into several persons',
  model: 'What the run learned',
  lambda: 'Chance that two records drawn at random are one person',
  relativesShare: 'Chance that two records drawn at random are of two relatives',
  trainedAt: 'Learned at',
  fingerprint: 'Settings',
  fields: 'What the fields hold',
  field: 'Field',
  known: 'Known',
  unreadable: 'Cannot be read',
  distinct: 'Different values, about',
  commonest: 'Commonest values',
  faults: 'Rows at fault',
  faultsHelp:
    'The office that sent a file can find each row by its line. The first {0} of each kind stand in {1}, up to {2} of them here.',
  faultsOverall: '{0} in all',
  code: 'What is wrong',
  todo: 'What to do',
  file: 'File',
  line: 'Line',
  column: 'Column',
  count: 'Count',
  blocking: 'How candidates were found',
  rule: 'Rule',
  pairs: 'Pairs',
  freshPairs: 'Links first found here',
  blocks: 'Blocks',
  largestBlock: 'Largest block',
  leftOut: 'Pairs left out in blocks too large',
  blockSizes: 'Pairs by size of block',
  size: 'Size from',
  weights: 'What agreement weighs',
  weightsHelp:
    'The weight of a level is log₂ of how much more often it is seen among records of one person (m) than of two (u). Ten means a thousand times.',
  comparison: 'Comparison',
  level: 'Level',
  relativesF: 'Among relatives',
  weight: 'Weight',
  training: 'How learning went',
  share: 'Share of matches',
  round: 'Round',
  matches: 'Matches expected',
  settled: 'Settled',
  warnings: 'Warnings',
  notSettled: 'Learning from “{0}” had not settled after {1} rounds.',
  fewMatches: 'Learning from “{0}” expects only {1} matches; what it found is rough.',
  notEstimated:
    '“{0}” could not be learned: every rule of learning fixes it. Add a rule without it.',
  againstItself: 'Agreement on “{0}” counts against one person; look at its values.',
  distribution: 'Compared pairs by weight',
  distributionHelp:
    'Pairs right of the dashed line ({0}) are linked; those left of it were kept because they speak against one person.',
  personSizes: 'Persons by number of records',
  unlinkable: 'Records that say too little',
  unlinkableHelp:
    'The weight a record would have against an exact copy of itself. Below the threshold it can be linked with nothing, however well the rest works.',
  frequencies: 'Rare and common values',
  frequenciesHelp:
    'Agreement on a rare value weighs more. Share is among records that have the field.',
  value: 'Value',
  evaluation: 'How good the run is',
  noLabels:
    'No labels were given, so nothing can be said about errors. Review pairs with the review page and evaluate again.',
  precision: 'Precision',
  recall: 'Recall',
  f1: 'F1',
  interval: '95 % interval',
  byPairs: 'By pairs',
  byRecords: 'By records (B³)',
  whole: 'Persons found whole and pure',
  blockingRecall: 'True pairs that any rule finds',
  scoringRecall: 'Of these, linked directly',
  sweep: 'Single links at rising thresholds',
  calibration: 'How often a link of this weight is right',
  calibrationOff:
    'From weight {0} to {1} the model is surer than it is right: of 100 links there it expects {2} to be right, and {3} are ({4} links, {5} % of all). It weighs each field by itself, while twins, and namesakes under one roof, agree on several at once. Read the line of right links there, not the probability, and let a person look at such pairs.',
  calibrationGood:
    'The two lines lie within three of a hundred of one another: the probability may be taken at its word.',
  groups: 'The same for everyone?',
  groupsHelp: 'Uneven recall is uneven help.',
  group: 'Group',
  examples: 'Why these records were linked, or not',
  prior: 'Before looking',
  relatives: 'Relatives would agree like this too',
  total: 'Weight',
  probability: 'Probability',
  notKnown: 'not known',
  left: 'One record',
  right: 'Other record',
  allOther: 'all other',
  yes: 'yes',
  no: 'no',
  review: 'Review of pairs',
  reviewHelp:
    'Say of each pair whether it is one person, then save the table and give it to "umai link evaluate --labels". Nothing leaves this page.',
  same: 'One person',
  different: 'Two persons',
  unsure: 'Cannot say',
  save: 'Save the table',
  equal: '{0}: equal',
  swapped: '{0}: day and month swapped',
  similar: '{0}: similar',
  edits: '{0}: up to {1} letters differ',
  signs: '{0}: at most {1} sign(s) differ',
  days: '{0}: within {1} days',
  exchanged: '{0} and {1}: exchanged',
  notExchanged: '{0} and {1}: not exchanged',
  numbers: 'The numbers',
  rightLinks: 'Right links',
  quality:
    'Of 1 000 pairs of records that were joined, {0} are of one person; of 1 000 pairs of one person, {1} were joined.',
  linked: 'Linked',
  notLinked: 'Not linked',
  onePerson: 'The run made one person of them.',
  twoPersons: 'The run kept them as two persons.',
  speaksFor: 'most for one person: {0}',
  speaksAgainst: 'most against: {0}',
  oneIn: '1 in {0}',
  waterfallHelp:
    'Blue bars speak for one person, red ones against; each step of 1 doubles or halves the odds. The dark bar is the sum: from {0} up the two records are linked. It begins with the chance that any two records are of one person (“before looking”). Values are equal when they are so without capitals, doubled letters and endings, in whatever alphabet.',
  relativesHelp:
    '“Relatives would agree like this too” takes off what a brother, a sister, a parent or a child would share as well: name, address, telephone.',
  shared: '{0}: in common',
  stem: 'stem',
  key: 'sound',
  year: 'year',
  month: 'year and month',
  region: 'region',
  script: 'script',
  f: 'female',
  m: 'male',
  cyrillic: 'Cyrillic',
  'cyrillic-kazakh': 'Cyrillic with Kazakh letters',
  latin: 'Latin',
  mixed: 'both',
}

export type Words = typeof en

const ru: Words = {
  title: 'Отчёт о связывании записей',
  personal:
    'На странице есть личные данные записей, показанных как примеры. Храните её так же, как сами регистры.',
  summary: 'Коротко',
  records: 'Записей',
  persons: 'Людей',
  sources: 'Источники',
  source: 'Источник',
  given: '{0} указано',
  links: 'Связей',
  contents: 'На этой странице',
  largest: 'Больше всего записей у одного человека',
  looked: 'Групп, где не все записи согласны, рассмотрено подробно',
  split: 'Из них разделено на нескольких людей',
  model: 'Чему научился прогон',
  lambda: 'Вероятность, что две случайные записи об одном человеке',
  relativesShare: 'Вероятность, что две случайные записи о двух родственниках',
  trainedAt: 'Обучено',
  fingerprint: 'Настройки',
  fields: 'Что есть в полях',
  field: 'Поле',
  known: 'Известно',
  unreadable: 'Не прочитано',
  distinct: 'Разных значений, около',
  commonest: 'Самые частые значения',
  faults: 'Строки с ошибками',
  faultsHelp:
    'Ведомство, приславшее файл, найдёт каждую строку по её номеру. Первые {0} каждого вида записаны в {1}, здесь показано до {2}.',
  faultsOverall: 'всего {0}',
  code: 'Что не так',
  todo: 'Что делать',
  file: 'Файл',
  line: 'Строка',
  column: 'Колонка',
  count: 'Сколько',
  blocking: 'Как найдены кандидаты',
  rule: 'Правило',
  pairs: 'Пар',
  freshPairs: 'Связей впервые найдено здесь',
  blocks: 'Блоков',
  largestBlock: 'Самый большой блок',
  leftOut: 'Пар пропущено в слишком больших блоках',
  blockSizes: 'Пары по размеру блока',
  size: 'Размер от',
  weights: 'Сколько весит совпадение',
  weightsHelp:
    'Вес уровня — log₂ того, во сколько раз чаще он встречается у записей об одном человеке (m), чем о двух (u). Десять — это в тысячу раз.',
  comparison: 'Сравнение',
  level: 'Уровень',
  relativesF: 'Среди родственников',
  weight: 'Вес',
  training: 'Как шло обучение',
  share: 'Доля совпадений',
  round: 'Шаг',
  matches: 'Ожидается совпадений',
  settled: 'Сошлось',
  warnings: 'Предупреждения',
  notSettled: 'Обучение на «{0}» не сошлось за {1} шагов.',
  fewMatches: 'Обучение на «{0}» ожидает всего {1} совпадений; его оценки грубые.',
  notEstimated:
    'О поле «{0}» ничего не узнать: его заранее совмещает каждое правило обучения. Добавьте правило без него.',
  againstItself: 'Совпадение «{0}» говорит против одного человека; посмотрите на значения.',
  distribution: 'Сравнённые пары по весу',
  distributionHelp:
    'Пары правее штриховой линии ({0}) связаны; те, что левее, сохранены, потому что говорят против одного человека.',
  personSizes: 'Люди по числу записей',
  unlinkable: 'Записи, в которых сказано слишком мало',
  unlinkableHelp:
    'Вес записи против её точной копии. Если он ниже порога, запись нельзя связать ни с чем, как бы хорошо ни работало остальное.',
  frequencies: 'Редкие и частые значения',
  frequenciesHelp:
    'Совпадение редкого значения весит больше. Доля — среди записей, где поле заполнено.',
  value: 'Значение',
  evaluation: 'Насколько хорош прогон',
  noLabels:
    'Размеченных данных нет, поэтому об ошибках сказать нечего. Просмотрите пары на странице проверки и оцените снова.',
  precision: 'Точность',
  recall: 'Полнота',
  f1: 'F1',
  interval: 'Интервал 95 %',
  byPairs: 'По парам',
  byRecords: 'По записям (B³)',
  whole: 'Люди, найденные целиком и без лишнего',
  blockingRecall: 'Верных пар находит хотя бы одно правило',
  scoringRecall: 'Из них связано напрямую',
  sweep: 'Отдельные связи при растущем пороге',
  calibration: 'Как часто связь такого веса верна',
  calibrationOff:
    'При весе от {0} до {1} модель увереннее, чем права: из 100 таких связей она ждёт верных {2}, а верны {3} (связей {4}, это {5} % всех). Она взвешивает каждое поле отдельно, а близнецы и тёзки под одной крышей совпадают сразу в нескольких. Смотрите здесь на линию верных связей, а не на вероятность; такие пары должен посмотреть человек.',
  calibrationGood:
    'Две линии расходятся не больше чем на три из ста: вероятности можно верить как она есть.',
  groups: 'Одинаково ли для всех?',
  groupsHelp: 'Неравная полнота — это неравная помощь.',
  group: 'Группа',
  examples: 'Почему эти записи связаны или нет',
  prior: 'До сравнения',
  relatives: 'Так же совпали бы и родственники',
  total: 'Вес',
  probability: 'Вероятность',
  notKnown: 'неизвестно',
  left: 'Одна запись',
  right: 'Другая запись',
  allOther: 'всё остальное',
  yes: 'да',
  no: 'нет',
  review: 'Проверка пар',
  reviewHelp:
    'Скажите о каждой паре, один ли это человек, сохраните таблицу и передайте её команде «umai link evaluate --labels». Со страницы ничего не отправляется.',
  same: 'Один человек',
  different: 'Два человека',
  unsure: 'Не могу сказать',
  save: 'Сохранить таблицу',
  equal: '{0}: совпадает',
  swapped: '{0}: день и месяц переставлены',
  similar: '{0}: похоже',
  edits: '{0}: отличается до {1} букв',
  signs: '{0}: отличается до {1} знаков',
  days: '{0}: в пределах {1} дней',
  exchanged: '{0} и {1}: поменяны местами',
  notExchanged: '{0} и {1}: не поменяны местами',
  numbers: 'Числа',
  rightLinks: 'Верные связи',
  quality:
    'Из 1 000 объединённых пар записей {0} — действительно об одном человеке; из 1 000 пар записей об одном человеке объединены {1}.',
  linked: 'Связаны',
  notLinked: 'Не связаны',
  onePerson: 'В итоге они стали одним человеком.',
  twoPersons: 'В итоге они остались двумя людьми.',
  speaksFor: 'сильнее всего за одного человека: {0}',
  speaksAgainst: 'сильнее всего против: {0}',
  oneIn: '1 из {0}',
  waterfallHelp:
    'Синие полосы говорят за то, что это один человек, красные — против; каждый шаг на 1 удваивает шансы или уменьшает их вдвое. Тёмная полоса — сумма: от {0} и выше записи связаны. Начинается всё с вероятности, что любые две записи об одном человеке («до сравнения»). Значения считаются равными, если они равны без заглавных и удвоенных букв и без окончаний, каким бы алфавитом ни были записаны.',
  relativesHelp:
    'Строка «Так же совпали бы и родственники» вычитает то, что совпало бы и у брата, сестры, родителя или ребёнка: фамилию, адрес, телефон.',
  shared: '{0}: есть общее',
  stem: 'основа',
  key: 'звучание',
  year: 'год',
  month: 'год и месяц',
  region: 'область',
  script: 'письмо',
  f: 'женский',
  m: 'мужской',
  cyrillic: 'кириллица',
  'cyrillic-kazakh': 'кириллица с казахскими буквами',
  latin: 'латиница',
  mixed: 'то и другое',
}

const kk: Words = {
  title: 'Жазбаларды байланыстыру есебі',
  personal:
    'Бетте мысал ретінде көрсетілген жазбалардың жеке деректері бар. Оны тіркелімдердің өзіндей сақтаңыз.',
  summary: 'Қысқаша',
  records: 'Жазба',
  persons: 'Адам',
  sources: 'Дереккөздер',
  source: 'Дереккөз',
  given: '{0} көрсетілген',
  links: 'Байланыс',
  contents: 'Осы бетте',
  largest: 'Бір адамдағы ең көп жазба',
  looked: 'Жазбаларының бәрі бірдей келіспейтін, мұқият қаралған топтар',
  split: 'Оның бірнеше адамға бөлінгені',
  model: 'Жүйе нені үйренді',
  lambda: 'Кездейсоқ екі жазбаның бір адам туралы болу ықтималдығы',
  relativesShare: 'Кездейсоқ екі жазбаның екі туыс туралы болу ықтималдығы',
  trainedAt: 'Үйренген уақыты',
  fingerprint: 'Баптаулар',
  fields: 'Өрістерде не бар',
  field: 'Өріс',
  known: 'Белгілі',
  unreadable: 'Оқылмады',
  distinct: 'Әртүрлі мән, шамамен',
  commonest: 'Ең жиі мәндер',
  faults: 'Қатесі бар жолдар',
  faultsHelp:
    'Файлды жіберген мекеме әр жолды нөмірі бойынша таба алады. Әр түрінің алғашқы {0} жолы {1} файлында тұр, мұнда {2} жолға дейін көрсетілген.',
  faultsOverall: 'барлығы {0}',
  code: 'Не дұрыс емес',
  todo: 'Не істеу керек',
  file: 'Файл',
  line: 'Жол',
  column: 'Баған',
  count: 'Саны',
  blocking: 'Үміткерлер қалай табылды',
  rule: 'Ереже',
  pairs: 'Жұп',
  freshPairs: 'Алғаш осында табылған байланыс',
  blocks: 'Блок',
  largestBlock: 'Ең үлкен блок',
  leftOut: 'Тым үлкен блоктарда қалдырылған жұп',
  blockSizes: 'Блок көлемі бойынша жұптар',
  size: 'Көлемі, бастап',
  weights: 'Сәйкестіктің салмағы',
  weightsHelp:
    'Деңгей салмағы — оның бір адамның жазбаларында (m) екі адамның жазбаларына (u) қарағанда неше есе жиі кездесетінінің log₂ мәні. Он — мың есе деген сөз.',
  comparison: 'Салыстыру',
  level: 'Деңгей',
  relativesF: 'Туыстар арасында',
  weight: 'Салмақ',
  training: 'Үйрену қалай өтті',
  share: 'Сәйкестік үлесі',
  round: 'Қадам',
  matches: 'Күтілетін сәйкестік',
  settled: 'Тұрақталды',
  warnings: 'Ескертулер',
  notSettled: '«{0}» бойынша үйрену {1} қадамда тұрақталмады.',
  fewMatches: '«{0}» бойынша үйрену бар болғаны {1} сәйкестік күтеді; бағалары дәл емес.',
  notEstimated:
    '«{0}» туралы ештеңе үйрену мүмкін болмады: әр үйрену ережесі оны алдын ала теңестіреді. Онсыз ереже қосыңыз.',
  againstItself: '«{0}» сәйкес келуі бір адам екеніне қарсы тұр; мәндерін қараңыз.',
  distribution: 'Салмағы бойынша салыстырылған жұптар',
  distributionHelp:
    'Үзік сызықтың ({0}) оң жағындағы жұптар байланысты; сол жағындағылар бір адам екеніне қарсы тұрғандықтан сақталды.',
  personSizes: 'Жазба саны бойынша адамдар',
  unlinkable: 'Тым аз айтылған жазбалар',
  unlinkableHelp:
    'Жазбаның өз көшірмесіне қарсы салмағы. Шектен төмен болса, қалғаны қаншалықты жақсы болса да, жазбаны ештеңемен байланыстыру мүмкін емес.',
  frequencies: 'Сирек және жиі мәндер',
  frequenciesHelp:
    'Сирек мәннің сәйкес келуі көбірек салмақ береді. Үлес — өрісі толтырылған жазбалар арасында.',
  value: 'Мән',
  evaluation: 'Нәтиже қаншалықты жақсы',
  noLabels:
    'Белгіленген дерек берілмеген, сондықтан қателер туралы ештеңе айту мүмкін емес. Тексеру бетінде жұптарды қарап, қайта бағалаңыз.',
  precision: 'Дәлдік',
  recall: 'Толықтық',
  f1: 'F1',
  interval: '95 % аралық',
  byPairs: 'Жұптар бойынша',
  byRecords: 'Жазбалар бойынша (B³)',
  whole: 'Толық әрі таза табылған адамдар',
  blockingRecall: 'Кемінде бір ереже табатын шын жұптар',
  scoringRecall: 'Олардың тікелей байланысқаны',
  sweep: 'Шек өскендегі жеке байланыстар',
  calibration: 'Мұндай салмақты байланыс қаншалықты жиі дұрыс',
  calibrationOff:
    'Салмағы {0} мен {1} аралығында модель өзіне тым сенімді: мұндай 100 байланыстан дұрысы {2} болады деп күтеді, іс жүзінде дұрысы — {3} (байланыс саны {4}, барлығының {5} %). Ол әр өрісті жеке өлшейді, ал егіздер мен бір шаңырақтағы аттас адамдар бірден бірнеше өрісте сәйкес келеді. Мұнда ықтималдыққа емес, дұрыс байланыстар сызығына қараңыз; мұндай жұптарды адам қарауы керек.',
  calibrationGood:
    'Екі сызықтың айырмасы жүзден үштен аспайды: ықтималдыққа сол күйінде сенуге болады.',
  groups: 'Бәріне бірдей ме?',
  groupsHelp: 'Толықтық тең болмаса, көмек те тең болмайды.',
  group: 'Топ',
  examples: 'Бұл жазбалар неге байланысты немесе байланыссыз',
  prior: 'Салыстырғанға дейін',
  relatives: 'Туыстар да осылай сәйкес келер еді',
  total: 'Салмақ',
  probability: 'Ықтималдық',
  notKnown: 'белгісіз',
  left: 'Бір жазба',
  right: 'Екінші жазба',
  allOther: 'қалғанының бәрі',
  yes: 'иә',
  no: 'жоқ',
  review: 'Жұптарды тексеру',
  reviewHelp:
    'Әр жұптың бір адам екенін не еместігін айтыңыз, кестені сақтап, «umai link evaluate --labels» бұйрығына беріңіз. Бұл беттен ештеңе жіберілмейді.',
  same: 'Бір адам',
  different: 'Екі адам',
  unsure: 'Айта алмаймын',
  save: 'Кестені сақтау',
  equal: '{0}: сәйкес',
  swapped: '{0}: күні мен айы ауысқан',
  similar: '{0}: ұқсас',
  edits: '{0}: {1} әріпке дейін өзгеше',
  signs: '{0}: {1} таңбаға дейін өзгеше',
  days: '{0}: {1} күн шегінде',
  exchanged: '{0} мен {1}: орны ауысқан',
  notExchanged: '{0} мен {1}: орны ауыспаған',
  numbers: 'Сандары',
  rightLinks: 'Дұрыс байланыстар',
  quality:
    'Біріктірілген 1 000 жұп жазбаның {0} жұбы шынымен бір адам туралы; бір адам туралы 1 000 жұп жазбаның {1} жұбы біріктірілді.',
  linked: 'Байланысты',
  notLinked: 'Байланыссыз',
  onePerson: 'Нәтижеде олар бір адамға біріктірілді.',
  twoPersons: 'Нәтижеде олар екі адам болып қалды.',
  speaksFor: 'бір адам екенін ең қатты растайтыны: {0}',
  speaksAgainst: 'ең қатты қарсы тұратыны: {0}',
  oneIn: '{0} жұптың бірі',
  waterfallHelp:
    'Көк жолақтар бұл бір адам екенін, қызыл жолақтар олай емес екенін көрсетеді; әр 1 бірлік мүмкіндікті екі есе арттырады немесе азайтады. Қою жолақ — қосынды: ол {0} немесе одан көп болса, екі жазба байланысады. Есеп кез келген екі жазбаның бір адам туралы болу ықтималдығынан басталады («салыстырғанға дейін»). Бас әріптер, қосарланған әріптер мен жалғаулар ескерілмей, қай әліпбимен жазылса да сәйкес келетін мәндер тең саналады.',
  relativesHelp:
    '«Туыстар да осылай сәйкес келер еді» жолы аға-іні, апа-сіңлі, ата-ана не баламен де ортақ болатынды шегереді: тегі, мекенжайы, телефоны.',
  shared: '{0}: ортақ мәні бар',
  stem: 'түбірі',
  key: 'дыбысталуы',
  year: 'жылы',
  month: 'жылы мен айы',
  region: 'облысы',
  script: 'жазуы',
  f: 'әйел',
  m: 'ер',
  cyrillic: 'кирилл',
  'cyrillic-kazakh': 'қазақ әріптері бар кирилл',
  latin: 'латын',
  mixed: 'екеуі де',
}

export const words: Readonly<Record<Lang, Words>> = { kk, ru, en }

/** A probability is never told as certain, however many nines it has. */
export const probabilityText = (probability: number): string =>
  probability > 0.999999 ? '> 99.9999 %' : `${(100 * probability).toFixed(4)} %`

export function fill(text: string, ...values: readonly (string | number)[]): string {
  return text.replace(/\{(\d)\}/g, (_, place: string) => String(values[Number(place)] ?? ''))
}

/** A reference as a reader would say it: the title of the field and what part of it. */
export function refTitle(lang: Lang, settings: Settings, ref: string): string {
  const { field, part } = parseRef(ref)
  const title = settings.fields[field]?.title?.[lang] ?? field
  const parts: Readonly<Record<string, string>> = words[lang]
  return part === '' ? title : `${title} (${parts[part] ?? part})`
}

function simpleLevelTitle(
  lang: Lang,
  settings: Settings,
  field: string,
  level: SimpleLevel,
): string {
  const say = words[lang]
  const title = (ref: string) => refTitle(lang, settings, ref)
  if (level === 'exact') return fill(say.equal, title(field))
  if (level === 'swapDayMonth') return fill(say.swapped, title(parseRef(field).field))
  if ('same' in level) return fill(say.equal, title(level.same))
  if ('crossed' in level) return fill(say.exchanged, ...level.crossed.map(title))
  if ('sql' in level) return level.label ?? level.sql
  const on = title(level.of ?? field)
  if ('jaroWinkler' in level || 'jaro' in level) return fill(say.similar, on)
  if ('levenshtein' in level) return fill(say.edits, on, level.levenshtein)
  if ('damerauLevenshtein' in level) return fill(say.edits, on, level.damerauLevenshtein)
  if ('hamming' in level) return fill(say.signs, on, level.hamming)
  if ('days' in level) return fill(say.days, title(parseRef(field).field), level.days)
  return fill(say.shared, on)
}

/** What is left when no level of a comparison holds, in the reader's language. */
export function otherTitle(lang: Lang, settings: Settings, comparison: Comparison): string {
  const [level] = comparison.levels
  if (typeof level === 'object' && 'crossed' in level)
    return fill(
      words[lang].notExchanged,
      ...level.crossed.map((ref) => refTitle(lang, settings, ref)),
    )
  return `${refTitle(lang, settings, comparison.field)}: ${words[lang].allOther}`
}

/** What a comparison found, in the reader's language: the title of its level, or that a value is not known. */
export function findingTitle(
  lang: Lang,
  settings: Settings,
  { settings: comparison, levels }: ComparisonPlan,
  code: number,
): string {
  const level = levels[code - 1]?.level
  if (level === undefined)
    return `${refTitle(lang, settings, comparison.field)}: ${words[lang].notKnown}`
  return level === 'else'
    ? otherTitle(lang, settings, comparison)
    : levelTitle(lang, settings, comparison.field, level)
}

/** A level in the reader's language. */
export function levelTitle(
  lang: Lang,
  settings: Settings,
  field: string,
  level: Level | 'else',
): string {
  if (level === 'else') return words[lang].allOther
  if (typeof level === 'object' && 'all' in level)
    return level.all.map((part) => simpleLevelTitle(lang, settings, field, part)).join(' + ')
  if (typeof level === 'object' && 'any' in level)
    return level.any.map((part) => simpleLevelTitle(lang, settings, field, part)).join(' / ')
  return simpleLevelTitle(lang, settings, field, level)
}
