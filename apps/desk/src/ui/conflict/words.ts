import { defineWords } from '@umai/words'

export const conflictWords = defineWords({
  kk: {
    title: 'Сіз жазып отырғанда басқа қызметкер осы жазбаны өзгертті',
    detail:
      'Ештеңе үстінен жазылған жоқ. Әр өріс бойынша қайсысы қалатынын таңдап, қайта сақтаңыз.',
    yours: 'Сіздікі: {value}',
    theirs: 'Олардікі: {value}',
    left: '{left} өріс таңдалмады',
    draftTitle: 'Бұл жоба басқа терезеде де өзгертілді',
    draftDetail:
      'Ештеңе жоғалған жоқ. Екі жерде әртүрлі жазылған өрістен қайсысы қалатынын таңдаңыз.',
    here: 'Осында: {value}',
    there: 'Басқа терезеде: {value}',
  },
  ru: {
    title: 'Пока вы писали, запись изменил другой сотрудник',
    detail: 'Ничего не перезаписано. По каждому полю выберите, что останется, и сохраните снова.',
    yours: 'Ваше: {value}',
    theirs: 'Их: {value}',
    left: 'не выбрано полей: {left}',
    draftTitle: 'Этот черновик изменён и в другом окне',
    draftDetail: 'Ничего не потеряно. Где написано по-разному, выберите, что останется.',
    here: 'Здесь: {value}',
    there: 'В другом окне: {value}',
  },
  en: {
    title: 'Somebody else changed this record while you were writing',
    detail: 'Nothing was overwritten. Choose what stays, field by field, and save again.',
    yours: 'Yours: {value}',
    theirs: 'Theirs: {value}',
    left: 'fields left to choose: {left}',
    draftTitle: 'This draft was changed in another window too',
    draftDetail: 'Nothing is lost. Where the two differ, choose what stays.',
    here: 'Here: {value}',
    there: 'In the other window: {value}',
  },
})
