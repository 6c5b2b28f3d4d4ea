import type { Audience, Language, SessionKind, Words } from '@siccam/contract';

// The demonstration fair: organisations are real and public, officials appear by office, every other person is invented
// and marked, and no session claims to be the historical one (no list of 2020 was ever found).

/** Words in three languages. */
const w = (ar: string, fr: string, en: string): Words => ({ ar, fr, en });

/** Someone of a session, as the seed writes them. */
export type DemoPerson = {
  role: 'moderator' | 'speaker';
  shape: 'person' | 'organisation';
  name: Words;
  title: Words;
  initials: Words;
  short: Words;
  fictional: boolean;
  replaces?: Words;
};

/** A session, as the seed writes it. `day` 0 is the Friday. */
export type DemoSession = {
  slug: string;
  kind: SessionKind;
  day: 0 | 1;
  from: string;
  to: string;
  stage: 'main' | 'second' | null;
  title: Words;
  summary: Words;
  spoken: Language[];
  interpreted: Language[];
  people: DemoPerson[];
  delay?: number;
  cancelled?: true;
  seats?: { capacity: number; taken: number; waiting: number };
  /** Left out: for everyone. */
  audience?: Audience[];
};

const organisation = (initials: string, short: Words, name: Words, title: Words): DemoPerson => ({
  role: 'speaker',
  shape: 'organisation',
  name,
  title,
  initials: w(initials, initials, initials),
  short,
  fictional: false,
});

const amrc = organisation(
  'AMR',
  w('AMRC', 'AMRC', 'AMRC'),
  w('ممثل الجمعية المغربية للعلاقات مع الزبناء', 'Représentant de l’AMRC', 'Representative of AMRC'),
  w('الجمعية المغربية للعلاقات مع الزبناء', 'Association marocaine de la relation client', 'Moroccan customer relations association'),
);
const intelcia = organisation(
  'INT',
  w('إنتلسيا', 'Intelcia', 'Intelcia'),
  w('ممثل إنتلسيا', 'Représentant d’Intelcia', 'Representative of Intelcia'),
  w('شركة لترحيل الخدمات', 'Entreprise d’offshoring', 'Offshoring company'),
);
const notoriety = organisation(
  'NTY',
  w('نوتوريتي', 'Notoriety', 'Notoriety'),
  w('ممثل نوتوريتي', 'Représentant de Notoriety', 'Representative of Notoriety'),
  w('مركز نداء بوجدة', 'Centre d’appels à Oujda', 'Call centre in Oujda'),
);
const ofppt = organisation(
  'OFP',
  w('مكتب التكوين المهني', 'OFPPT', 'OFPPT'),
  w('ممثل مكتب التكوين المهني (OFPPT)', 'Représentant de l’OFPPT', 'Representative of OFPPT'),
  w(
    'مكتب التكوين المهني وإنعاش الشغل',
    'Office de la formation professionnelle et de la promotion du travail',
    'Office for vocational training and the promotion of work',
  ),
);
const anapec = organisation(
  'ANA',
  w('أنابيك', 'ANAPEC', 'ANAPEC'),
  w('ممثل أنابيك', 'Représentant de l’ANAPEC', 'Representative of ANAPEC'),
  w(
    'الوكالة الوطنية لإنعاش التشغيل والكفاءات',
    'Agence nationale de promotion de l’emploi et des compétences',
    'National agency for the promotion of employment and skills',
  ),
);
const cri = organisation(
  'CRI',
  w('المركز الجهوي للاستثمار', 'CRI de l’Oriental', 'CRI Oriental'),
  w('ممثل المركز الجهوي للاستثمار', 'Représentant du CRI de l’Oriental', 'Representative of CRI Oriental'),
  w('المركز الجهوي للاستثمار بجهة الشرق', 'Centre régional d’investissement de l’Oriental', 'Regional investment centre of the Oriental'),
);
const medz = organisation(
  'MED',
  w('ميدز سورسينغ', 'MedZ Sourcing', 'MedZ Sourcing'),
  w('ممثل ميدز سورسينغ', 'Représentant de MedZ Sourcing', 'Representative of MedZ Sourcing'),
  w('مدبر منطقة تكنوبول وجدة', 'Gestionnaire de la zone du Technopole Oujda', 'Manager of the Technopole Oujda zone'),
);
const saccom = organisation(
  'SAC',
  w('ساكوم', 'SACCOM', 'SACCOM'),
  w('ممثل ساكوم', 'Représentant de SACCOM', 'Representative of SACCOM'),
  w('شركة لترحيل الخدمات', 'Entreprise d’offshoring', 'Offshoring company'),
);

const nadia: DemoPerson = {
  role: 'moderator',
  shape: 'person',
  name: w('نادية ف.', 'Nadia F.', 'Nadia F.'),
  title: w('مسيرة الندوة', 'Modératrice', 'Moderator'),
  initials: w('ن ف', 'NF', 'NF'),
  short: w('نادية ف.', 'Nadia F.', 'Nadia F.'),
  fictional: true,
};

const demonstrationSpeaker = (number: number): DemoPerson => ({
  role: 'speaker',
  shape: 'person',
  name: w(`متدخل تجريبي ${number}`, `Intervenant de démonstration ${number}`, `Demonstration speaker ${number}`),
  title: w('شخصية تجريبية، لا تمثل أي مسؤول', 'Personnage fictif, ne représente aucun responsable', 'Invented person, stands for no official'),
  initials: w(`${number}`, `${number}`, `${number}`),
  short: w(`متدخل ${number}`, `Intervenant ${number}`, `Speaker ${number}`),
  fictional: true,
});

/** The fair itself. The theme is the real one of 2020; its Arabic wording is ours. */
export const demoFair = {
  slug: 'demo',
  zone: 'Africa/Casablanca',
  name: w(
    'المعرض الدولي لمراكز الاتصال والنداء بالمغرب',
    'Salon international des centres de contacts et d’appels au Maroc',
    'International fair of contact and call centres in Morocco',
  ),
  edition: w('الدورة الخاصة عن بعد', 'Édition spéciale à distance', 'Special remote edition'),
  theme: w(
    'الأوفشورينغ والرقمنة: استراتيجيات جديدة لما بعد كوفيد-19',
    'Offshoring et digital, nouvelles stratégies post-Covid-19',
    'Offshoring and digital, new strategies after Covid-19',
  ),
  host: w('المركز الجهوي للاستثمار بجهة الشرق، وجدة', 'CRI de l’Oriental, Oujda', 'CRI Oriental, Oujda'),
  // Invented: no office of Oujda has this address or number.
  contact: {
    office: w('مكتب المعرض (بيانات تجريبية)', 'Bureau du salon (données de démonstration)', 'Office of the fair (demo data)'),
    address: w('شارع المثال، وجدة', 'Avenue de l’Exemple, Oujda', 'Example avenue, Oujda'),
    mail: 'salon@siccam.example',
    phone: '+212536000000',
  },
} as const;

/** Its stages. */
export const demoStages = {
  main: { name: w('المنصة الرئيسية', 'Scène principale', 'Main stage'), note: null },
  second: { name: w('القاعة 2', 'Salle 2', 'Room 2'), note: w('ورشات ولقاءات', 'ateliers et rencontres', 'workshops and meetings') },
} as const;

/** The programme of both days. */
export const demoSessions: readonly DemoSession[] = [
  {
    slug: 'welcome',
    kind: 'welcome',
    day: 0,
    from: '08:30',
    to: '09:20',
    stage: 'second',
    title: w('استقبال واختبار الاتصال', 'Accueil et test de connexion', 'Welcome and connection test'),
    summary: w(
      'جرّب الصوت والصورة قبل الافتتاح، واسأل مكتب المساعدة.',
      'Testez le son et l’image avant l’ouverture, avec l’aide en ligne.',
      'Try sound and picture before the opening.',
    ),
    spoken: ['ar', 'fr'],
    interpreted: [],
    people: [demonstrationSpeaker(1)],
  },
  {
    slug: 'opening',
    kind: 'opening',
    day: 0,
    from: '09:30',
    to: '10:30',
    stage: 'main',
    title: w('الجلسة الافتتاحية الرسمية', 'Ouverture officielle', 'Official opening'),
    summary: w(
      'كلمات المركز الجهوي للاستثمار والكتابة العامة للولاية ونيابة رئاسة مجلس الجهة وميدز سورسينغ. المتدخلون في هذا العرض تجريبيون ولا يمثلون أي مسؤول.',
      'Mots du CRI, du secrétariat général de la wilaya, de la vice-présidence du conseil de la région et de MedZ Sourcing. Les intervenants de cette démonstration ne représentent aucun responsable.',
      'Words of the investment centre, the secretariat-general of the wilaya, the vice-presidency of the regional council and MedZ Sourcing. The speakers of this demonstration stand for no official.',
    ),
    spoken: ['ar'],
    interpreted: ['fr', 'en'],
    people: [1, 2, 3, 4].map(demonstrationSpeaker),
  },
  {
    slug: 'panel-1',
    kind: 'panel',
    day: 0,
    from: '10:45',
    to: '11:40',
    stage: 'main',
    title: w(
      'ندوة 1: مراكز الاتصال بعد الجائحة، أي نموذج؟',
      'Panel 1 : centres d’appels, quel modèle après la crise ?',
      'Panel 1: which call-centre model next?',
    ),
    summary: w(
      'العمل عن بعد، المواقع الصغيرة، القيمة المضافة: أي نموذج لمراكز الاتصال بجهة الشرق بعد الجائحة؟',
      'Télétravail, petits sites, valeur ajoutée : quel modèle pour les centres d’appels de l’Oriental après la crise ?',
      'Telework, small sites, added value: which model for the call centres of the Oriental after the crisis?',
    ),
    spoken: ['ar', 'fr'],
    interpreted: ['fr', 'en'],
    audience: ['professionals', 'institutions'],
    people: [nadia, amrc, intelcia, notoriety],
  },
  {
    slug: 'investing-oujda-shore',
    kind: 'briefing',
    day: 0,
    from: '11:45',
    to: '12:10',
    stage: 'second',
    delay: 20,
    title: w('عرض: الاستثمار بوجدة شور والتحفيزات', 'Investir à Oujda Shore, les incitations', 'Briefing: investing at Oujda Shore, the incentives'),
    summary: w(
      'الفضاءات المتوفرة بوجدة شور، والمنح والتحفيزات الجهوية، ومسطرة الإيداع.',
      'Les plateaux disponibles à Oujda Shore, les primes et incitations régionales, la procédure de dépôt.',
      'Space available at Oujda Shore, regional grants and incentives, and how to apply.',
    ),
    spoken: ['fr'],
    interpreted: ['ar', 'en'],
    audience: ['investors'],
    people: [cri, medz],
  },
  {
    slug: 'break-friday',
    kind: 'break',
    day: 0,
    from: '12:30',
    to: '14:30',
    stage: null,
    title: w('استراحة وصلاة الجمعة', 'Pause et prière du vendredi', 'Break and Friday prayer'),
    summary: w('لا بث مباشر إلى غاية 14:30.', 'Rien en direct jusqu’à 14:30.', 'Nothing live until 14:30.'),
    spoken: [],
    interpreted: [],
    people: [],
  },
  {
    slug: 'panel-2',
    kind: 'panel',
    day: 0,
    from: '14:30',
    to: '15:20',
    stage: 'main',
    title: w(
      'ندوة 2: الكفاءات والتكوين واللغات في خدمة مراكز النداء بجهة الشرق، من التكوين التأهيلي إلى أول عقد شغل بوجدة',
      'Panel 2 : compétences, formation, langues dans l’Oriental, du parcours qualifiant au premier contrat en centre d’appels',
      'Panel 2: skills, training and languages in the Oriental, from the qualifying course to a first call-centre contract',
    ),
    summary: w(
      'كيف يلتقي التكوين التأهيلي وحاجات المشغلين؟ مع مكتب التكوين المهني وأنابيك وإنتلسيا.',
      'Comment les parcours qualifiants rencontrent-ils les besoins des employeurs ? Avec l’OFPPT, l’ANAPEC et Intelcia.',
      'How do qualifying courses meet what employers need? With OFPPT, ANAPEC and Intelcia.',
    ),
    spoken: ['ar', 'fr'],
    interpreted: [],
    audience: ['candidates', 'institutions'],
    people: [
      nadia,
      {
        ...ofppt,
        replaces: w('متدخل آخر من مكتب التكوين المهني', 'un autre intervenant de l’OFPPT', 'another speaker of OFPPT'),
      },
      anapec,
      intelcia,
    ],
  },
  {
    slug: 'oujda-shore-visit',
    kind: 'visit',
    day: 0,
    from: '14:50',
    to: '15:15',
    stage: 'second',
    title: w('زيارة مصورة لوجدة شور', 'Visite filmée d’Oujda Shore', 'Filmed visit of Oujda Shore'),
    summary: w('جولة في الفضاءات والخدمات.', 'Un tour des plateaux et des services.', 'A tour of the floors and services.'),
    spoken: ['fr'],
    interpreted: [],
    audience: ['investors'],
    people: [medz],
  },
  {
    slug: 'signing-intelcia',
    kind: 'ceremony',
    day: 0,
    from: '15:30',
    to: '16:00',
    stage: 'main',
    title: w('حفل توقيع اتفاقية إنتلسيا', 'Signature : convention Intelcia', 'Signing ceremony: Intelcia'),
    summary: w(
      'اتفاقية لاستقرار إنتلسيا بالجهة، تتعهد بموجبها الشركة بإحداث 800 منصب شغل.',
      'Convention d’installation d’Intelcia dans la région, prévoyant 800 emplois.',
      'Agreement by which Intelcia settles in the region, with a pledge of 800 jobs.',
    ),
    spoken: ['ar'],
    interpreted: ['fr', 'en'],
    people: [nadia, intelcia],
  },
  {
    slug: 'hiring-hour',
    kind: 'hiring',
    day: 0,
    from: '16:00',
    to: '17:30',
    stage: 'second',
    title: w('ساعة التوظيف المباشر بالأروقة', 'L’heure de l’emploi sur les stands', 'Live hiring hour at the booths'),
    summary: w('لقاءات مباشرة مع المكلفين بالتوظيف.', 'Rencontres directes avec les recruteurs.', 'Direct talks with recruiters.'),
    spoken: ['ar', 'fr', 'en'],
    interpreted: [],
    audience: ['candidates'],
    people: [],
  },
  {
    slug: 'twenty-years',
    kind: 'conversation',
    day: 1,
    from: '09:30',
    to: '10:20',
    stage: 'main',
    title: w(
      'لقاء: عشرون سنة من مراكز الاتصال بالمغرب',
      'Entretien : vingt ans de centres d’appels au Maroc',
      'Conversation: twenty years of call centres in Morocco',
    ),
    summary: w('مسار قطاع وتحولاته.', 'Le parcours d’un secteur et ses mutations.', 'The path of a sector and how it changed.'),
    spoken: ['ar', 'fr'],
    interpreted: ['fr', 'en'],
    people: [nadia, demonstrationSpeaker(1)],
  },
  {
    slug: 'panel-3',
    kind: 'panel',
    day: 1,
    from: '10:30',
    to: '11:30',
    stage: 'main',
    title: w('ندوة 3: نقل المستخدمين والعمل عن بعد', 'Panel 3 : transport du personnel et télétravail', 'Panel 3: staff transport and telework'),
    summary: w(
      'النقل الليلي، أربعة أيام عن بعد من خمسة: ما الذي ينجح؟',
      'Transport de nuit, quatre jours sur cinq à distance : qu’est-ce qui marche ?',
      'Night transport, four days of five from home: what works?',
    ),
    spoken: ['ar', 'fr'],
    interpreted: ['fr', 'en'],
    audience: ['professionals'],
    people: [nadia, intelcia, notoriety, cri],
  },
  {
    slug: 'panel-4',
    kind: 'panel',
    day: 1,
    from: '11:45',
    to: '12:45',
    stage: 'main',
    title: w('ندوة 4: الأسواق الناطقة بالإنجليزية وتدبير الوثائق', 'Panel 4 : marchés anglophones et GED', 'Panel 4: English-speaking markets, document management'),
    summary: w(
      'الولايات المتحدة وأستراليا، والتدبير الإلكتروني للوثائق.',
      'États-Unis, Australie, et gestion électronique des documents.',
      'United States, Australia, and electronic document management.',
    ),
    spoken: ['fr', 'en'],
    interpreted: ['ar'],
    audience: ['investors', 'professionals'],
    people: [nadia, saccom, amrc],
  },
  {
    slug: 'break-saturday',
    kind: 'break',
    day: 1,
    from: '12:45',
    to: '14:00',
    stage: null,
    title: w('استراحة', 'Pause', 'Break'),
    summary: w('لا بث مباشر إلى غاية 14:00.', 'Rien en direct jusqu’à 14:00.', 'Nothing live until 14:00.'),
    spoken: [],
    interpreted: [],
    people: [],
  },
  {
    slug: 'phone-interview-workshop',
    kind: 'workshop',
    day: 1,
    from: '14:00',
    to: '15:00',
    stage: 'second',
    title: w('ورشة: كيف تنجح في مقابلة هاتفية؟', 'Atelier : réussir l’entretien téléphonique', 'Workshop: passing a phone interview'),
    summary: w('تمارين عملية مع مكونين.', 'Exercices pratiques avec des formateurs.', 'Practical exercises with trainers.'),
    spoken: ['ar', 'fr'],
    interpreted: [],
    audience: ['candidates'],
    people: [anapec],
    seats: { capacity: 40, taken: 40, waiting: 3 },
  },
  {
    slug: 'signing-saccom',
    kind: 'ceremony',
    day: 1,
    from: '15:15',
    to: '15:45',
    stage: 'main',
    title: w('حفل توقيع اتفاقية ساكوم', 'Signature : convention SACCOM', 'Signing ceremony: SACCOM'),
    summary: w(
      'اتفاقية لانطلاق ساكوم بوجدة شور، تتعهد بموجبها الشركة بإحداث 800 منصب شغل.',
      'Convention de démarrage de SACCOM à Oujda Shore, prévoyant 800 emplois.',
      'Agreement by which SACCOM starts at Oujda Shore, with a pledge of 800 jobs.',
    ),
    spoken: ['ar'],
    interpreted: ['fr', 'en'],
    people: [nadia, saccom],
  },
  {
    slug: 'b2b-meetings',
    kind: 'meetings',
    day: 1,
    from: '15:45',
    to: '16:45',
    stage: 'second',
    title: w('لقاءات أعمال ثنائية', 'Rendez-vous d’affaires', 'B2B meetings'),
    summary: w('لقاءات من 15 دقيقة.', 'Rencontres de 15 minutes.', 'Meetings of 15 minutes.'),
    spoken: ['ar', 'fr', 'en'],
    interpreted: [],
    audience: ['investors', 'professionals'],
    people: [],
  },
  {
    slug: 'panel-5',
    kind: 'panel',
    day: 1,
    from: '16:45',
    to: '17:25',
    stage: 'main',
    cancelled: true,
    title: w('ندوة 5: الموافقة وحماية المعطيات والذكاء الاصطناعي', 'Panel 5 : consentement, données, IA', 'Panel 5: consent, data, AI'),
    summary: w(
      'موافقة الزبون، حماية المعطيات ذات الطابع الشخصي، والذكاء الاصطناعي.',
      'Consentement du client, données personnelles et intelligence artificielle.',
      'Customer consent, personal data and artificial intelligence.',
    ),
    spoken: ['ar', 'fr'],
    interpreted: ['fr', 'en'],
    audience: ['professionals', 'institutions'],
    people: [nadia, amrc],
  },
  {
    slug: 'closing',
    kind: 'closing',
    day: 1,
    from: '17:30',
    to: '18:00',
    stage: 'main',
    title: w('الاختتام والتوصيات', 'Clôture et recommandations', 'Closing and recommendations'),
    summary: w('قراءة التوصيات وحصيلة اليومين.', 'Lecture des recommandations et bilan des deux jours.', 'The recommendations and the outcome of both days.'),
    spoken: ['ar'],
    interpreted: ['fr', 'en'],
    people: [1, 2].map(demonstrationSpeaker),
  },
];

/** What the organiser has not placed yet, and nobody else sees. The second has no English title: it stands in the missing list. */
export const demoUnplaced: readonly (Pick<DemoSession, 'slug' | 'kind' | 'title' | 'summary' | 'spoken'> & { minutes: number; capacity: number | null })[] = [
  {
    slug: 'first-phone-interview',
    kind: 'workshop',
    minutes: 60,
    capacity: 40,
    title: w(
      'ورشة: الرد والإنصات وإعادة الصياغة والختم، خطوات بسيطة للنجاح في أول مقابلة هاتفية',
      'Atelier : décrocher, écouter, reformuler, conclure ; les gestes simples qui font réussir un premier entretien au téléphone',
      'Workshop: picking up, listening, rephrasing, concluding; simple steps to a first interview by phone',
    ),
    summary: w('تمارين عملية، أربعون مقعدا.', 'Exercices pratiques, quarante places.', 'Practice, forty seats.'),
    spoken: ['ar', 'fr'],
  },
  {
    slug: 'candidates-questions',
    kind: 'conversation',
    minutes: 30,
    capacity: null,
    title: { ar: 'أسئلة الباحثين عن الشغل بالدارجة', fr: 'Questions des candidats, en darija' },
    summary: { ar: 'النقل، الأجر، التكوين: اسألوا ونجيب.', fr: 'Transport, salaire, formation : posez vos questions.' },
    spoken: ['ar'],
  },
];
