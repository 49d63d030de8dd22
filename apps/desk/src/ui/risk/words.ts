import { defineWords } from '@umai/words'

export const riskWords = defineWords({
  kk: {
    routine: 'әдеттегі',
    raised: 'жоғарылаған',
    high: 'жоғары',
    'not-assessed': 'анықталмаған',
    risk: 'Тәуекел',
    risen: 'қызметкер көтерген',
  },
  ru: {
    routine: 'обычный',
    raised: 'повышенный',
    high: 'высокий',
    'not-assessed': 'не определён',
    risk: 'Риск',
    risen: 'повышен сотрудником',
  },
  en: {
    routine: 'ordinary',
    raised: 'raised',
    high: 'high',
    'not-assessed': 'not assessed',
    risk: 'Risk',
    risen: 'raised by a person',
  },
})
