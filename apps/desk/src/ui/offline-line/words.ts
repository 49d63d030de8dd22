import { defineWords } from '@umai/words'

export const offlineWords = defineWords({
  kk: {
    since: 'Байланыс {at} бастап жоқ.',
    goesOn: 'Жазғаныңыз осы бетте сақталып тұр, мерзімдер құрылғыда есептеледі.',
  },
  ru: {
    since: 'Нет связи с {at}.',
    goesOn: 'Написанное остаётся на странице, сроки считаются на устройстве.',
  },
  en: {
    since: 'No connection since {at}.',
    goesOn: 'What you wrote stays on the page; the clocks go on from the device.',
  },
})
