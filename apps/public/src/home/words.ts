import { defineWords } from '@umai/words'

export const homeWords = defineWords({
  kk: {
    heading: 'Көмек бар, әрі ол тегін',
    lead: 'Сізге жасалған әрекетке сіз кінәлі емессіз. Атыңызды айтуға міндетті емессіз.',
    callNow: 'Қазір қоңырау шалу',
    police: 'Полиция',
    policeWhen: 'Дәл қазір қауіп болса',
    contactCentre: 'Байланыс орталығы',
    contactCentreWhen: 'Сөйлесу, кеңес алу. Тәулік бойы',
    rescue: 'Құтқару қызметі',
    rescueWhen: 'Жарақат бар немесе шыға алмай қалдыңыз',
    callTrace:
      'Қоңырау телефон тізімінде және байланыс операторының есебінде қалады. Қауіпті болса, басқа телефоннан қоңырау шалыңыз.',
    honest: 'Ашығын айтамыз',
    honestStorage: 'Бұл сайт телефоныңызға ештеңе сақтамайды, сізді бақыламайды.',
    honestHistory: 'Браузер тарихында сайттың атауы қалады. Біз оны өшіре алмаймыз.',
    honestWatch:
      'Телефонда бақылау бағдарламасы бар деп ойласаңыз, оны бірден өшірмеңіз: ол адам байқап, ашулануы мүмкін. Басқа құрылғыны пайдаланыңыз.',
    traces: 'Ізді азайту',
    sample: 'Бұл — оқу үлгісі: 102, 111 және 112 нөмірлерінен басқасының бәрі ойдан алынған.',
  },
  ru: {
    heading: 'Помощь есть, и она бесплатная',
    lead: 'Вы не виноваты в том, что с вами сделали. Называть себя не обязательно.',
    callNow: 'Позвонить сейчас',
    police: 'Полиция',
    policeWhen: 'Если опасно прямо сейчас',
    contactCentre: 'Контакт-центр',
    contactCentreWhen: 'Поговорить, спросить совета. Круглосуточно',
    rescue: 'Служба спасения',
    rescueWhen: 'Есть травма или вы не можете выйти',
    callTrace:
      'Звонок останется в списке телефона и в счёте оператора связи. Если это опасно, звоните с другого телефона.',
    honest: 'Говорим честно',
    honestStorage: 'Этот сайт ничего не хранит в вашем телефоне и не следит за вами.',
    honestHistory: 'В истории браузера останется название сайта. Стереть его мы не можем.',
    honestWatch:
      'Если думаете, что в телефоне есть программа слежки, не удаляйте её сразу: тот человек заметит и может разозлиться. Возьмите другое устройство.',
    traces: 'Как оставить меньше следов',
    sample: 'Это учебный образец: всё, кроме номеров 102, 111 и 112, придумано.',
  },
  en: {
    heading: 'Help exists, and it is free',
    lead: 'What was done to you is not your fault. You need not say who you are.',
    callNow: 'Call now',
    police: 'Police',
    policeWhen: 'If there is danger right now',
    contactCentre: 'Contact centre',
    contactCentreWhen: 'Talk, ask for advice. Day and night',
    rescue: 'Rescue service',
    rescueWhen: 'You are hurt or cannot get out',
    callTrace:
      'A call stays in the phone’s list and on the operator’s bill. If that is dangerous, use another phone.',
    honest: 'What we can and cannot do',
    honestStorage: 'This site keeps nothing on your phone and does not follow you.',
    honestHistory: 'The name of the site stays in the browser’s history. We cannot remove it.',
    honestWatch:
      'If you think that the phone is being watched by a program, do not remove it at once: that person may notice and get angry. Use another device.',
    traces: 'How to leave fewer traces',
    sample: 'This is a sample: everything but the numbers 102, 111 and 112 is made up.',
  },
})
