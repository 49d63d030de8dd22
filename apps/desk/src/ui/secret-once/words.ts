import { defineWords } from '@umai/words'

export const secretOnceWords = defineWords({
  kk: { copy: 'Көшіру', copied: 'Көшірілді' },
  ru: { copy: 'Скопировать', copied: 'Скопировано' },
  en: { copy: 'Copy', copied: 'Copied' },
})
