import { defineWords } from '@umai/words'

export const tracesWords = defineWords({
  kk: {
    title: 'Кеңестер',
    heading: 'Ізді қалай азайтуға болады',
    lead: 'Ізді толық жою мүмкін емес. Бірақ азайтуға болады.',
    exitHeading: '«Тез жабу» түймесі не істейді',
    exitDoes: 'Бетті бірден жауып, ауа райы бетін ашады.',
    exitKeys: 'Пернетақтада: Shift немесе Esc пернесін үш рет басыңыз.',
    exitScript:
      'Браузерде JavaScript қосулы болса, «Артқа» түймесі бұл сайтқа қайтармайды. Өшірулі болса, қайтарады.',
    exitHistory: 'Браузер тарихындағы жазба екі жағдайда да қалады.',
    historyHeading: 'Браузер тарихы',
    historyPrivate: 'Жеке (инкогнито) терезе тарихты сақтамайды. Оны алдын ала ашыңыз.',
    historyOne:
      'Бүкіл тарихты өшірмеңіз: бос тарих күдік тудырады. Тек осы сайттың жазбасын өшірген дұрыс.',
    browsersHeading: 'Браузеріңізде',
    browsersNote: 'Жаңа нұсқаларда мәзір сөздері өзгеше болуы мүмкін.',
    browserChrome:
      'Chrome, Android: ⋮ – «Жаңа инкогнито қойындысы». Бір жазбаны жою: ⋮ – «Тарих» – жазбаның жанындағы ✕.',
    browserYandex:
      'Яндекс Браузер, телефон: мәзірден инкогнито қойындысын ашыңыз. Бір жазбаны жою: тарихта жазбаны ұзақ басып тұрыңыз.',
    browserSamsung:
      'Samsung Internet: ≡ – құпия режимді қосу. Бір жазбаны жою: ≡ – «Тарих» – жазбаны ұзақ басып тұрыңыз.',
    browserSafari:
      'Safari, iPhone: қойындылар белгішесі – «Жеке». Бір жазбаны жою: кітап белгішесі – сағат – жазбаны солға сырғытыңыз.',
    browserComputer:
      'Компьютер: Chrome, Edge, Яндекс – Ctrl+Shift+N; Firefox – Ctrl+Shift+P. Тарих: Ctrl+H. Mac: Ctrl орнына ⌘, тарих – ⌘Y.',
    phoneHeading: 'Телефонды бақылап отырса',
    phoneSigns:
      'Ол сіздің қайда болғаныңызды, кіммен жазысқаныңызды біліп отырса, телефонда бақылау бағдарламасы болуы мүмкін.',
    phoneKeep:
      'Оны бірден өшірмеңіз. Ол адам байқайды, қауіп күшеюі мүмкін. Бағдарлама дәлел бола алады.',
    phoneOther:
      'Көмек іздегенде басқа құрылғыны алыңыз: сенетін адамның телефоны, жұмыстағы не кітапханадағы компьютер.',
    callHeading: 'Қоңыраулар',
    callTrace: 'Қоңырау телефон тізімінде және оператор есебінде қалады.',
    callOther: 'Мүмкін болса, көршінің, дәрігердің немесе мектептің телефонынан хабарласыңыз.',
  },
  ru: {
    title: 'Советы',
    heading: 'Как оставить меньше следов',
    lead: 'Совсем стереть следы нельзя. Но их можно уменьшить.',
    exitHeading: 'Что делает «Быстро закрыть»',
    exitDoes: 'Сразу закрывает страницу и открывает погоду.',
    exitKeys: 'На клавиатуре: три раза нажмите Shift или Esc.',
    exitScript:
      'Если в браузере включён JavaScript, кнопка «Назад» сюда не вернёт. Если выключен, вернёт.',
    exitHistory: 'Запись в истории браузера остаётся в обоих случаях.',
    historyHeading: 'История браузера',
    historyPrivate: 'Приватное окно (инкогнито) не сохраняет историю. Откройте его заранее.',
    historyOne:
      'Не стирайте всю историю: пустая история вызывает подозрение. Лучше удалить только запись об этом сайте.',
    browsersHeading: 'В вашем браузере',
    browsersNote: 'В новых версиях слова в меню могут быть другими.',
    browserChrome:
      'Chrome, Android: ⋮ – «Новая вкладка инкогнито». Удалить одну запись: ⋮ – «История» – ✕ рядом с записью.',
    browserYandex:
      'Яндекс Браузер, телефон: откройте в меню вкладку инкогнито. Удалить одну запись: в истории нажмите на запись и держите.',
    browserSamsung:
      'Samsung Internet: ≡ – включить секретный режим. Удалить одну запись: ≡ – «История» – нажмите на запись и держите.',
    browserSafari:
      'Safari, iPhone: значок вкладок – «Частный доступ». Удалить одну запись: значок книги – часы – сдвиньте запись влево.',
    browserComputer:
      'Компьютер: Chrome, Edge, Яндекс – Ctrl+Shift+N; Firefox – Ctrl+Shift+P. История: Ctrl+H. На Mac вместо Ctrl – ⌘, история – ⌘Y.',
    phoneHeading: 'Если за телефоном следят',
    phoneSigns:
      'Если тот человек знает, где вы были и с кем переписывались, в телефоне может быть программа слежки.',
    phoneKeep:
      'Не удаляйте её сразу. Он заметит, и может стать опаснее. Программа может стать доказательством.',
    phoneOther:
      'Ищите помощь с другого устройства: телефон того, кому доверяете, компьютер на работе или в библиотеке.',
    callHeading: 'Звонки',
    callTrace: 'Звонок остаётся в списке телефона и в счёте оператора.',
    callOther: 'Если можно, звоните с телефона соседки, врача или школы.',
  },
  en: {
    title: 'Advice',
    heading: 'How to leave fewer traces',
    lead: 'Traces cannot be removed completely. There can be fewer of them.',
    exitHeading: 'What “Leave quickly” does',
    exitDoes: 'It covers the page at once and opens the weather.',
    exitKeys: 'On a keyboard: press Shift or Esc three times.',
    exitScript:
      'With JavaScript on, the “Back” button does not lead here again. With JavaScript off, it does.',
    exitHistory: 'The entry in the browser’s history stays in both cases.',
    historyHeading: 'The browser’s history',
    historyPrivate: 'A private (incognito) window keeps no history. Open it beforehand.',
    historyOne:
      'Do not clear the whole history: an empty one raises suspicion. Removing only the entry of this site is better.',
    browsersHeading: 'In your browser',
    browsersNote: 'Newer versions may use other words in the menu.',
    browserChrome:
      'Chrome, Android: ⋮ – “New Incognito tab”. To remove one entry: ⋮ – “History” – ✕ beside the entry.',
    browserYandex:
      'Yandex Browser, phone: open an incognito tab from the menu. To remove one entry: in the history, press it and hold.',
    browserSamsung:
      'Samsung Internet: ≡ – turn on Secret mode. To remove one entry: ≡ – “History” – press it and hold.',
    browserSafari:
      'Safari, iPhone: the tabs icon – “Private”. To remove one entry: the book icon – the clock – slide the entry to the left.',
    browserComputer:
      'Computer: Chrome, Edge, Yandex – Ctrl+Shift+N; Firefox – Ctrl+Shift+P. History: Ctrl+H. On a Mac ⌘ instead of Ctrl, history is ⌘Y.',
    phoneHeading: 'If the phone is watched',
    phoneSigns:
      'If that person knows where you have been and whom you write to, there may be a watching program on the phone.',
    phoneKeep:
      'Do not remove it at once. That person will notice, and it may become more dangerous. The program can be evidence.',
    phoneOther:
      'Look for help from another device: the phone of someone you trust, a computer at work or in a library.',
    callHeading: 'Calls',
    callTrace: 'A call stays in the phone’s list and on the operator’s bill.',
    callOther: 'If you can, call from a neighbour’s, a doctor’s or a school’s phone.',
  },
})
