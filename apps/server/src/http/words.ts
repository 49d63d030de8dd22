import { defineWords } from '@umai/words'

/** What is wrong with one field. */
export const faultWords = defineWords({
  kk: {
    required: 'Толтырыңыз.',
    unknownField: 'Мұндай өріс жоқ.',
    tooShort: 'Кемінде {limit} таңба енгізіңіз.',
    tooLong: 'Ең көбі {limit} таңба енгізіңіз.',
    tooSmall: 'Кемінде {limit} болуы керек.',
    tooLarge: 'Ең көбі {limit} болуы керек.',
    notAllowed: 'Тізімдегі мәндердің бірін таңдаңыз.',
    wrongShape: 'Жазылу түрін тексеріңіз.',
    wrongType: 'Мән түрі басқа болуы керек.',
  },
  ru: {
    required: 'Заполните.',
    unknownField: 'Такого поля нет.',
    tooShort: 'Введите не меньше {limit} знаков.',
    tooLong: 'Введите не больше {limit} знаков.',
    tooSmall: 'Не меньше {limit}.',
    tooLarge: 'Не больше {limit}.',
    notAllowed: 'Выберите одно из значений списка.',
    wrongShape: 'Проверьте, как это записано.',
    wrongType: 'Здесь нужно значение другого вида.',
  },
  en: {
    required: 'Fill this in.',
    unknownField: 'There is no such field.',
    tooShort: 'Enter at least {limit} characters.',
    tooLong: 'Enter at most {limit} characters.',
    tooSmall: 'Must be at least {limit}.',
    tooLarge: 'Must be at most {limit}.',
    notAllowed: 'Choose one of the listed values.',
    wrongShape: 'Check how it is written.',
    wrongType: 'Another kind of value is needed here.',
  },
})
