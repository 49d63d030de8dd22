import { defineWords } from '@umai/words'

export const errorPanelWords = defineWords({
  kk: { code: 'коды {code}', again: 'Қайталау' },
  ru: { code: 'код {code}', again: 'Повторить' },
  en: { code: 'code {code}', again: 'Try again' },
})
