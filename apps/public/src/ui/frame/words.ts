import { defineWords } from '@umai/words'

export const frameWords = defineWords({
  kk: {
    wordmark: 'Анықтама',
    description: 'Анықтама, телефондар және қызметтер',
    exit: 'Тез жабу',
    skip: 'Негізгі мәтінге өту',
    languages: 'Тіл',
    loading: 'Жүктелуде',
    moreTwo: 'Жабу үшін тағы екі рет басыңыз',
    moreOne: 'Жабу үшін тағы бір рет басыңыз',
    footHeading: 'Нөмірлер және із туралы',
    numbers: 'Шұғыл нөмірлер',
    exitLimit:
      '«Тез жабу» бұл бетті ауа райы бетімен алмастырады. Браузердің тарихындағы жазбаны ол өшірмейді.',
    traces: 'Ізді азайту',
    lost: 'Байланыс үзілді. Жазғаныңыз осында тұр. Сәлден кейін қайта жіберіңіз.',
  },
  ru: {
    wordmark: 'Справка',
    description: 'Справки, телефоны и услуги',
    exit: 'Быстро закрыть',
    skip: 'Перейти к тексту',
    languages: 'Язык',
    loading: 'Загрузка',
    moreTwo: 'Чтобы закрыть, нажмите ещё два раза',
    moreOne: 'Чтобы закрыть, нажмите ещё один раз',
    footHeading: 'Номера и следы',
    numbers: 'Срочные номера',
    exitLimit:
      '«Быстро закрыть» заменит эту страницу страницей погоды. Запись в истории браузера она не сотрёт.',
    traces: 'Как оставить меньше следов',
    lost: 'Связь прервалась. Всё, что вы ввели, осталось здесь. Отправьте ещё раз чуть позже.',
  },
  en: {
    wordmark: 'Information',
    description: 'Information, telephone numbers and services',
    exit: 'Leave quickly',
    skip: 'Skip to the text',
    languages: 'Language',
    loading: 'Loading',
    moreTwo: 'Press two more times to leave',
    moreOne: 'Press once more to leave',
    footHeading: 'Numbers and traces',
    numbers: 'Urgent numbers',
    exitLimit:
      '“Leave quickly” puts a weather page in place of this one. It does not remove the entry in the browser’s history.',
    traces: 'How to leave fewer traces',
    lost: 'The connection broke. What you entered is still here. Send it again in a moment.',
  },
})
