import { defineWords } from '@umai/words'

export const passwordFieldWords = defineWords({
  kk: { show: 'Жазылғанды көрсету немесе жасыру' },
  ru: { show: 'Показать или скрыть написанное' },
  en: { show: 'Show or hide what is written' },
})
