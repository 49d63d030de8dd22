import { defineWords } from '@umai/words'

export const factToggleWords = defineWords({
  kk: { yes: 'Иә', no: 'Жоқ', unknown: 'Белгісіз', deciding: 'шешуші' },
  ru: { yes: 'Да', no: 'Нет', unknown: 'Не знаю', deciding: 'решающий' },
  en: { yes: 'Yes', no: 'No', unknown: 'Not known', deciding: 'decides' },
})
