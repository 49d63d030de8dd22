import { defineWords } from '@umai/words'

export const galleryWords = defineWords({
  kk: {
    title: 'Бөліктер мен күйлері',
    about: 'Әр бөлік барлық күйінде. Мысалдар ойдан шығарылған.',
  },
  ru: {
    title: 'Части и их состояния',
    about: 'Каждая часть во всех состояниях. Примеры вымышлены.',
  },
  en: {
    title: 'Parts and their states',
    about: 'Each part in every state. The examples are invented.',
  },
})
