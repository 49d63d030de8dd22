import { defineWords } from '@umai/words'

export const loadingWords = defineWords({
  kk: { loading: 'Жүктелуде' },
  ru: { loading: 'Загружается' },
  en: { loading: 'Loading' },
})
