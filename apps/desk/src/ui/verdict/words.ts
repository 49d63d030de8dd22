import { defineWords } from '@umai/words'

export const verdictWords = defineWords({
  kk: { yes: 'иә', no: 'жоқ', unknown: 'белгісіз', barred: 'тыйым салынған' },
  ru: { yes: 'да', no: 'нет', unknown: 'неизвестно', barred: 'запрет' },
  en: { yes: 'yes', no: 'no', unknown: 'not known', barred: 'barred' },
})
