import { defineWords } from '@umai/words'

export const wallSheetWords = defineWords({
  kk: { sheet: 'Балаларға арналған қабырға парағы' },
  ru: { sheet: 'Лист на стену для детей' },
  en: { sheet: 'Sheet for a wall, for children' },
})
