import { defineWords } from '@umai/words'

// Nothing here may say what the desk is for: a stranger reads it.
export const coverWords = defineWords({
  kk: { someoneCame: 'Біреу кіріп қалды', tab: 'Күнтізбе', back: 'Қайту' },
  ru: { someoneCame: 'Кто-то вошёл', tab: 'Календарь', back: 'Назад' },
  en: { someoneCame: 'Someone came in', tab: 'Calendar', back: 'Back' },
})
