import { defineWords } from '@umai/words'

export const findFieldWords = defineWords({
  kk: { typeMore: 'Кемінде екі таңба енгізіңіз', nothing: 'Ештеңе табылмады' },
  ru: { typeMore: 'Введите хотя бы два знака', nothing: 'Ничего не найдено' },
  en: { typeMore: 'Type at least two characters', nothing: 'Nothing found' },
})
