// What a protective order says on paper, and the reminder before its end. The wording is ours; what it states is the law of the
// order's day: article 20 of Law 214-IV until 1 March 2026, article 60 of Law 245-VIII after.
import { defineWords } from '@umai/words'

export const orderWords = defineWords({
  kk: {
    endsSoonDuty:
      'Нұсқаманың мерзімі бітпей тұрып: қауіпсіз жолмен хабарласып, қауіпті қайта бағалаңыз және одан кейін оны не қорғайтынын шешіңіз',
    endsSoonStart: 'Нұсқаманың мерзімі бітуге үш тәулік қалды',
    paperTitle: 'Құжат {number}',
    heading: 'Қорғау нұсқамасы',
    number: '№ {number}',
    issued: 'Шығарылған уақыты: {when}. Орны: {place}.',
    basis2026:
      'Негіздеме: «Құқық бұзушылық профилактикасы туралы» Қазақстан Республикасының 2025 жылғы 30 желтоқсандағы № 245-VIII Заңының 60-бабы.',
    basis2009:
      'Негіздеме: «Тұрмыстық зорлық-зомбылық профилактикасы туралы» Қазақстан Республикасының 2009 жылғы 4 желтоқсандағы № 214-IV Заңының 20-бабы.',
    issuerLabel: 'Кім шығарды',
    addresseeLabel: 'Кімге қатысты',
    protectedLabel: 'Кім қорғалады',
    name: 'Тегі, аты, әкесінің аты:',
    birthDate: 'Туған күні:',
    birthDateUnknown: 'анықталмаған',
    alsoProtected: 'Сондай-ақ:',
    addressHidden: 'Қорғалатын адамның мекенжайы мен байланыс деректері нұсқамада көрсетілмейді.',
    opinionHeeded: 'Нұсқама жәбірленушінің пікірі ескеріліп шығарылды.',
    replaces: 'Тапсырылмаған № {number} нұсқаманың орнына шығарылды.',
    replacedBy: 'Тапсырылғанға дейін № {number} нұсқамамен ауыстырылды',
    eventLabel: 'Не болды',
    event: '{when}, {place}.',
    bansLabel: 'Тыйым салынады',
    bansIntro:
      'Нұсқама қолданылып тұрған уақытта оған қатысты нұсқама шығарылған адамға мыналарға тыйым салынады:',
    banViolence: 'тұрмыстық зорлық-зомбылық жасауға;',
    banSearch: 'қорғалатын адамның еркіне қарсы оны іздестіруге, қудалауға, оған баруға;',
    banTalk:
      'оның еркіне қарсы онымен ауызша және телефон арқылы сөйлесуге, өзге де тәсілдермен байланысуға;',
    banFamily:
      'осы әрекеттерді оның кәмелетке толмаған және (немесе) әрекетке қабілетсіз отбасы мүшелеріне қатысты жасауға.',
    termLabel: 'Мерзімі',
    term: 'Тапсырылған кезден бастап {days} тәулік.',
    controlLabel: 'Бақылау',
    control:
      'Нұсқаманың сақталуын полиция күнтізбелік жеті күнде кемінде бір рет тексереді. Адам профилактикалық есепке қойылады.',
    controlRegister: 'Адам профилактикалық есепке қойылады.',
    breachLabel: 'Бұзғаны үшін',
    breach2015:
      'Әкімшілік құқық бұзушылық туралы кодекстің 461-бабы бойынша ескерту немесе бес тәулікке дейін әкімшілік қамаққа алу.',
    breach2024:
      'Әкімшілік құқық бұзушылық туралы кодекстің 461-бабы бойынша он тәулікке, бір жыл ішінде қайталанса — жиырма тәулікке әкімшілік қамаққа алу; қамаққа алуға болмайтын адамдарға — 30 айлық есептік көрсеткіш мөлшерінде айыппұл.',
    breach2023:
      'Әкімшілік құқық бұзушылық туралы кодекстің 461-бабы бойынша он тәулікке әкімшілік қамаққа алу; қамаққа алуға болмайтын адамдарға — 30 айлық есептік көрсеткіш мөлшерінде айыппұл.',
    breachCrime:
      'Әрекетте қылмыстық құқық бұзушылық белгілері болса, жауаптылық Қылмыстық кодекс бойынша туындайды.',
    appealLabel: 'Шағымдану',
    appeal: 'Нұсқамаға заңда белгіленген тәртіппен шағым жасауға болады.',
    receiptLabel: 'Тапсыру',
    receiptAddressee:
      'Нұсқама тапсырылды. Тыйымдар, мерзім және бұзудың салдары маған түсінікті тілде түсіндірілді.',
    receiptProtectedLabel: 'Көшірмені алу',
    receiptProtected:
      'Нұсқаманың көшірмесін алдым. Құқықтарым мен нұсқаманың құқықтық салдары маған түсінікті тілде түсіндірілді.',
    lineWhen: 'күні, уақыты',
    lineAddressee:
      'оған қатысты нұсқама шығарылған адамның қолы немесе қол қоюдан бас тарту туралы белгі',
    lineWitness: 'бас тартқанда немесе болмағанда — куәнің тегі мен қолы',
    lineProtected: 'көшірмені алған адамның қолы',
    lineOfficer: 'қызметкердің лауазымы, тегі және қолы',
    checkCaption: 'Түпнұсқалығын тексеру',
    pageCaption: '{page}-бет, барлығы {pages}',
    sampleNotice: 'Оқу-жаттығу құжаты: адамдар мен іс ойдан шығарылған',
  },
  ru: {
    endsSoonDuty:
      'До конца предписания: свяжитесь с ней безопасным способом, оцените риск заново и решите, что защитит её дальше',
    endsSoonStart: 'До конца предписания осталось трое суток',
    paperTitle: 'Документ {number}',
    heading: 'Защитное предписание',
    number: '№ {number}',
    issued: 'Вынесено: {when}. Место: {place}.',
    basis2026:
      'Основание: статья 60 Закона Республики Казахстан от 30 декабря 2025 года № 245-VIII «О профилактике правонарушений».',
    basis2009:
      'Основание: статья 20 Закона Республики Казахстан от 4 декабря 2009 года № 214-IV «О профилактике бытового насилия».',
    issuerLabel: 'Кем вынесено',
    addresseeLabel: 'В отношении кого',
    protectedLabel: 'Кого защищает',
    name: 'Фамилия, имя, отчество:',
    birthDate: 'Дата рождения:',
    birthDateUnknown: 'не установлена',
    alsoProtected: 'А также:',
    addressHidden: 'Адрес и контакты защищаемого лица в предписании не указываются.',
    opinionHeeded: 'Предписание вынесено с учётом мнения потерпевшего лица.',
    replaces: 'Вынесено взамен невручённого предписания № {number}.',
    replacedBy: 'До вручения заменено предписанием № {number}',
    eventLabel: 'Что произошло',
    event: '{when}, {place}.',
    bansLabel: 'Запрещается',
    bansIntro: 'Пока предписание действует, лицу, в отношении которого оно вынесено, запрещается:',
    banViolence: 'совершать бытовое насилие;',
    banSearch: 'вопреки воле защищаемого лица разыскивать его, преследовать и посещать;',
    banTalk:
      'вопреки его воле вести с ним устные и телефонные переговоры, вступать с ним в контакты иными способами;',
    banFamily:
      'совершать эти действия в отношении несовершеннолетних и (или) недееспособных членов его семьи.',
    termLabel: 'Срок',
    term: '{days} суток с момента вручения.',
    controlLabel: 'Контроль',
    control:
      'Соблюдение предписания полиция проверяет не реже одного раза в семь календарных дней. Лицо ставится на профилактический учёт.',
    controlRegister: 'Лицо ставится на профилактический учёт.',
    breachLabel: 'За нарушение',
    breach2015:
      'По статье 461 Кодекса об административных правонарушениях — предупреждение либо административный арест на срок до пяти суток.',
    breach2024:
      'По статье 461 Кодекса об административных правонарушениях — административный арест на десять суток, при повторном нарушении в течение года — на двадцать суток; для лиц, к которым арест не применяется, — штраф в размере 30 месячных расчётных показателей.',
    breach2023:
      'По статье 461 Кодекса об административных правонарушениях — административный арест на десять суток; для лиц, к которым арест не применяется, — штраф в размере 30 месячных расчётных показателей.',
    breachCrime:
      'Если в действиях есть признаки уголовного правонарушения, ответственность наступает по Уголовному кодексу.',
    appealLabel: 'Обжалование',
    appeal: 'Предписание может быть обжаловано в порядке, установленном законом.',
    receiptLabel: 'Вручение',
    receiptAddressee:
      'Предписание вручено. Запреты, срок и последствия нарушения разъяснены на понятном мне языке.',
    receiptProtectedLabel: 'Получение копии',
    receiptProtected:
      'Копия предписания получена. Мои права и правовые последствия предписания разъяснены на понятном мне языке.',
    lineWhen: 'дата, время',
    lineAddressee:
      'подпись лица, в отношении которого вынесено предписание, или отметка об отказе от подписи',
    lineWitness: 'при отказе или отсутствии — фамилия и подпись свидетеля',
    lineProtected: 'подпись получившего копию лица',
    lineOfficer: 'должность, фамилия и подпись сотрудника',
    checkCaption: 'Проверка подлинности',
    pageCaption: 'страница {page} из {pages}',
    sampleNotice: 'Учебный документ: люди и дело вымышлены',
  },
  en: {
    endsSoonDuty:
      'Before the order ends: reach her by the safe way, assess the risk again and decide what protects her afterwards',
    endsSoonStart: 'Three 24-hour periods are left of the order',
    paperTitle: 'Document {number}',
    heading: 'Protective order',
    number: 'No. {number}',
    issued: 'Issued: {when}. Place: {place}.',
    basis2026:
      'Basis: article 60 of the Law of the Republic of Kazakhstan of 30 December 2025 No. 245-VIII “On prevention of offences”.',
    basis2009:
      'Basis: article 20 of the Law of the Republic of Kazakhstan of 4 December 2009 No. 214-IV “On prevention of domestic violence”.',
    issuerLabel: 'Issued by',
    addresseeLabel: 'Addressed to',
    protectedLabel: 'Protects',
    name: 'Name:',
    birthDate: 'Date of birth:',
    birthDateUnknown: 'not established',
    alsoProtected: 'And also:',
    addressHidden: 'The address and contacts of the protected person are not stated in this order.',
    opinionHeeded: 'The opinion of the victim was taken into account.',
    replaces: 'Issued in place of order No. {number}, which was not served.',
    replacedBy: 'Replaced before service by order No. {number}',
    eventLabel: 'What happened',
    event: '{when}, {place}.',
    bansLabel: 'Forbidden',
    bansIntro: 'While the order is in force, the person it is addressed to must not:',
    banViolence: 'commit domestic violence;',
    banSearch: 'look for, pursue or visit the protected person against his or her will;',
    banTalk:
      'against his or her will speak with the protected person face to face or by telephone, or make contact by other means;',
    banFamily:
      'do any of this to minor and (or) legally incapacitated members of the protected person’s family.',
    termLabel: 'Term',
    term: '{days} days from the moment of service.',
    controlLabel: 'Control',
    control:
      'The police check that the order is kept at least once in every seven calendar days. The person is put on the preventive register.',
    controlRegister: 'The person is put on the preventive register.',
    breachLabel: 'If broken',
    breach2015:
      'Under article 461 of the Code of Administrative Offences: a warning or administrative arrest for up to five days.',
    breach2024:
      'Under article 461 of the Code of Administrative Offences: administrative arrest for ten days, for twenty days if repeated within a year; a fine of 30 monthly calculation indices for persons to whom arrest does not apply.',
    breach2023:
      'Under article 461 of the Code of Administrative Offences: administrative arrest for ten days; a fine of 30 monthly calculation indices for persons to whom arrest does not apply.',
    breachCrime:
      'Where the act bears the marks of a criminal offence, liability arises under the Criminal Code.',
    appealLabel: 'Appeal',
    appeal: 'The order may be appealed in the manner the law lays down.',
    receiptLabel: 'Service',
    receiptAddressee:
      'The order was served. The bans, the term and the consequences of a breach were explained in a language I understand.',
    receiptProtectedLabel: 'Receipt of the copy',
    receiptProtected:
      'I received a copy of the order. My rights and the legal consequences of the order were explained in a language I understand.',
    lineWhen: 'date, time',
    lineAddressee: 'signature of the addressee, or a note that he or she refused to sign',
    lineWitness: 'if refused or absent: name and signature of a witness',
    lineProtected: 'signature of the person who received the copy',
    lineOfficer: 'position, name and signature of the officer',
    checkCaption: 'Check authenticity',
    pageCaption: 'page {page} of {pages}',
    sampleNotice: 'Training document: people and case are invented',
  },
})
