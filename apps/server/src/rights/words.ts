// What has to be explained to an affected person: our own plain words; the article stands beside each.
import { defineWords } from '@umai/words'

export const rightWords = defineWords({
  kk: {
    'order-bans': 'Нұсқама не нәрсеге тыйым салады, қанша уақытқа және оны бұзса не болады',
    'order-breach': 'Нұсқама бұзылса, 102-ге қоңырау шалу және оны растайтын нәрселерді сақтау',
    shelter:
      'Отбасын қолдау немесе дағдарыс орталығында бір айға дейін тұру және арнаулы әлеуметтік қызметтер; қылмыстық іс қажет емес',
    belongings: 'Полицияның қорғауымен ортақ үйден құжаттарды, киімді және гигиена заттарын алу',
    medical: 'Медициналық көмек және жарақаттарды куәландыру',
    'leave-work': 'Орталықта болғаны үшін жұмыстан жалақы сақталмайтын демалыс',
    'legal-aid': 'Құқықтық ақпарат және заңда көзделген жағдайда тегін заң көмегі',
    complaint: 'Полицияның әрекетіне немесе әрекетсіздігіне шағымдану',
    'no-pressure': 'Ешкім татуласуға мәжбүрлей алмайды; бас тарту істі өздігінен жаппайды',
    privacy: 'Мекенжай мен деректер құпия; кім қарағаны жазылады',
  },
  ru: {
    'order-bans': 'Что запрещает предписание, на какой срок и что будет за нарушение',
    'order-breach': 'Если предписание нарушено: звонить 102 и сохранять то, что это подтверждает',
    shelter:
      'Проживание до одного месяца и специальные социальные услуги в центре поддержки семьи или кризисном центре; уголовное дело для этого не нужно',
    belongings: 'Забрать документы, одежду и предметы гигиены из общего жилья под охраной полиции',
    medical: 'Медицинская помощь и освидетельствование травм',
    'leave-work': 'Отпуск без сохранения заработной платы на время пребывания в центре',
    'legal-aid':
      'Правовая информация и в предусмотренных законом случаях бесплатная юридическая помощь',
    complaint: 'Жалоба на действия или бездействие полиции',
    'no-pressure': 'Никто не вправе склонять к примирению; отказ сам по себе дела не закрывает',
    privacy: 'Адрес и данные не разглашаются; кто смотрел дело, записывается',
  },
  en: {
    'order-bans': 'What the order forbids, for how long, and what follows a breach',
    'order-breach': 'If the order is broken: call 102 and keep whatever shows it',
    shelter:
      'A stay of up to one month and special social services in a family support or crisis centre; no criminal case is needed',
    belongings:
      'Fetching documents, clothes and hygiene items from the shared home under police protection',
    medical: 'Medical help and a record of injuries',
    'leave-work': 'Leave without pay while staying in a centre',
    'legal-aid': 'Legal information and, where the law provides, free legal aid',
    complaint: 'A complaint about what the police did or failed to do',
    'no-pressure':
      'Nobody may press for reconciliation; a withdrawal does not by itself close a case',
    privacy: 'Address and data are confidential; who looked at the case is recorded',
  },
})
