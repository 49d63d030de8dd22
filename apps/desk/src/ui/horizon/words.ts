import { defineWords } from '@umai/words'

export const horizonWords = defineWords({
  kk: { late: 'кешіккен', offShift: 'ауысымнан тыс', next: 'Алдағы 24 сағаттың мерзімдері' },
  ru: { late: 'просрочено', offShift: 'вне смены', next: 'Сроки ближайших 24 часов' },
  en: { late: 'overdue', offShift: 'off shift', next: 'Terms of the next 24 hours' },
})
