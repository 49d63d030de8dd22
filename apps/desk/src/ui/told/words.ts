import { defineWords } from '@umai/words'

export const toldWords = defineWords({
  kk: {
    told: 'Бұл жауап заң топтамасының бұрынғы нұсқасымен берілген және айтылған күйінде сақталады. Қолданыстағы нұсқаның жауабын білу үшін қайта сұраңыз.',
    nowCalled: 'Қазіргі атауы: {title}',
    noSuchRule: 'Қолданыстағы нұсқада мұндай ереже жоқ',
  },
  ru: {
    told: 'Этот ответ дан по прежней версии пакета закона и хранится слово в слово. Чтобы узнать ответ действующей версии, спросите снова.',
    nowCalled: 'Теперь называется: {title}',
    noSuchRule: 'В действующей версии такого правила нет',
  },
  en: {
    told: 'An earlier version of the law pack gave this answer; it is kept word for word. Ask again to hear the version in use.',
    nowCalled: 'Now called: {title}',
    noSuchRule: 'The version in use has no such rule',
  },
})
