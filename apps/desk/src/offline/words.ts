import { defineWords } from '@umai/words'

export const offlineCallWords = defineWords({
  kk: {
    lostTitle: 'Серверге қосыла алмадық',
    lostDetail: 'Жазғаныңыз осы бетте тұр. Байланыс қалпына келгенде қайталаңыз.',
    oddTitle: 'Сервердің жауабы түсініксіз',
    oddDetail: 'Ештеңе жоғалған жоқ. Бетті жаңартып, қайталаңыз; қайталанса, әкімшіге айтыңыз.',
  },
  ru: {
    lostTitle: 'Нет связи с сервером',
    lostDetail: 'Написанное осталось на странице. Повторите, когда связь вернётся.',
    oddTitle: 'Непонятный ответ сервера',
    oddDetail:
      'Ничего не потеряно. Обновите страницу и повторите; если повторится, скажите администратору.',
  },
  en: {
    lostTitle: 'The server cannot be reached',
    lostDetail: 'What you wrote is still on the page. Try again when the connection is back.',
    oddTitle: 'The answer of the server makes no sense',
    oddDetail:
      'Nothing is lost. Reload and try again; if it happens again, tell the administrator.',
  },
})
