import type { Language } from '@siccam/contract';

/** The notice, part by part. It must stay true to what the server and the pages do; these words load only with their page. */
type Notice = { title: string; intro: string; parts: { title: string; lines: string[] }[]; whom: string };

/** The privacy notice in the three languages. */
export const privacyWords: Record<Language, Notice> = {
  ar: {
    title: 'حماية المعطيات ذات الطابع الشخصي',
    intro: 'يُتابع المعرض دون حساب ودون تسجيل. هذا كل ما يُعرف عنكم أثناء الزيارة، وما يُحتفظ به لمن يذكر اسمه أو يفتح حسابا.',
    parts: [
      {
        title: 'في متصفحكم',
        lines: [
          'ملف تعريف باسم siccam (أو \u2066__Host-siccam\u2069): رقم عشوائي، يوضع عند فتح البث المباشر أو صفحة الدخول أو صفحة الحساب لتمييزكم عن غيركم. يُحذف بعد ثلاثة أيام، أو بعد ثلاثين يوما لمن دخل بحساب.',
          'ملف تعريف باسم language: اللغة التي اخترتموها، ومدته سنة.',
          'اختياركم لاقتصاد الرصيد، والإعلانات التي أغلقتموها، وإعدادات تقنية لمشغل البث وموضعكم في الصفحة، ونسخة من صفحات المعرض ومن آخر برنامج اطلعتم عليه لفتحها دون اتصال. تبقى في جهازكم فقط.',
          'علامة تفيد بأن شخصا دخل بحساب من هذا المتصفح، دون ذكر من هو، تُحذف عند الخروج. والبريد الذي أُرسل إليه رابط الدخول، إلى أن تُغلق الصفحة.',
          'يكفي حذف معطيات الموقع من المتصفح لمحو كل ذلك.',
        ],
      },
      {
        title: 'على الخادم',
        lines: [
          'يُستعمل عنوانكم على الإنترنت في الذاكرة ما دامت الصفحة مفتوحة، ثم لنحو دقيقة، أو عشر دقائق لمن حاول الدخول، للحد من الطلبات المفرطة. لا يُكتب كاملا في قاعدة البيانات ولا في سجل المعرض.',
          'أثناء الاستماع يرى خادم البث المباشر عنوانكم، وقد يكتبه في سجله التقني. المنظم هو من يحدد مدة حفظ هذا السجل.',
          'يُحتسب عدد المستمعين دون معرفة من هم. لا تحتوي قاعدة البيانات على أي شيء يخص من لم يذكر اسمه ولم يفتح حسابا.',
          'إذا تعطلت صفحة، يصلنا رقم الخطأ ونوعه وعنوان الصفحة، دون اسم ودون ما كتبتم.',
        ],
      },
      {
        title: 'إذا ذكرتم اسمكم أو فتحتم حسابا',
        lines: [
          'الضيف: الاسم الذي ذكره ولغته، إلى أن يسحبهما، أو ثلاثين يوما بعد آخر زيارة له.',
          'الحساب: الاسم والبريد واللغة والتوقيت والأدوار وآخر زيارة، وما يُكتب رسميا عن المتحدثين، والموافقات مع بصمة نصها ووقتها. كلمة السر والتحقق الثنائي في شكل لا يمكن قراءته.',
          'يُحذف الحساب بعد تسعين يوما من نهاية المعرض، أو فورا عندما تحذفونه. ويبقى حساب المنظم ما دام منظما.',
          'كل جهاز متصل: نوعه ومتصفحه وعنوان الإنترنت مبتورا. ترونه في «حسابي» وتنهونه متى شئتم، ويُحذف بعد ستة أشهر من نهايته.',
          'الرسائل التي نرسلها إليكم: موضوعها وعنوان بريدكم، لمدة 90 يوما. الروابط: بصمتها دون نصها، إلى 30 يوما بعد نهايتها.',
          'الصورة والوثائق التي ترسلونها، إلى أن تزيلوها أو يُحذف الحساب. وما سجله هاتفكم في الصورة، ومنه المكان، يُمحى قبل الاحتفاظ بها.',
          'عمليات الدخول وكلمات السر الخاطئة والقرارات المتعلقة بالأدوار والحظر تُكتب في سجل برقم وبعنوان إنترنت مبتور، دون اسم. لا يمكن للخادم إلا الإضافة إليه، ويبقى مع وثائق المعرض بعد حذف الحساب.',
          'من مُنع من الدخول يُحتفظ برقمه إلى 90 يوما بعد المعرض. وإذا كان ضيفا، تُستعمل كذلك بصمة عنوانه على الإنترنت لمدة 24 ساعة.',
        ],
      },
      {
        title: 'ما لا نفعله',
        lines: ['لا إعلانات ولا قياس للزيارات ولا ملفات من مواقع أخرى.', 'لا تُستعمل كاميرا الزائر ولا ميكروفونه.', 'لا تُسجَّل المنصات في هذه النسخة.'],
      },
      {
        title: 'حقوقكم',
        lines: [
          'يمنحكم القانون رقم 09-08 حق الولوج إلى معطياتكم وتصحيحها والتعرض على معالجتها.',
          'في صفحة «حسابي» تُصححون معطياتكم وتنزّلونها في ملف وتسحبون موافقاتكم وتحذفون كل شيء بأنفسكم. ويجيب المنظم عن كل سؤال على العنوان أدناه.',
          'يمكنكم كذلك اللجوء إلى اللجنة الوطنية لمراقبة حماية المعطيات ذات الطابع الشخصي بالرباط.',
        ],
      },
    ],
    whom: 'لمن تتوجهون',
  },
  fr: {
    title: 'Données personnelles',
    intro: 'Le salon se suit sans compte ni inscription. Voici tout ce qui est connu de vous pendant la visite, et ce qui est gardé de qui dit son nom ou ouvre un compte.',
    parts: [
      {
        title: 'Dans votre navigateur',
        lines: [
          'Un cookie « siccam » (ou « __Host-siccam ») : un numéro tiré au hasard, posé à l’ouverture d’un direct, de la page d’entrée ou du compte pour vous distinguer des autres. Effacé au bout de trois jours, ou de trente pour qui est entré avec un compte.',
          'Un cookie « language » : la langue que vous avez choisie, pendant un an.',
          'Votre choix d’économie de données, les annonces que vous avez fermées, des réglages techniques du lecteur et votre place dans la page, une copie des pages du salon et du dernier programme lu, pour les ouvrir sans réseau. Tout cela reste sur votre appareil.',
          'Une marque qui dit que quelqu’un est entré avec un compte depuis ce navigateur, sans dire qui, effacée à la sortie. Et l’adresse vers laquelle un lien est parti, jusqu’à la fermeture de la page.',
          'Effacer les données du site dans le navigateur supprime tout cela.',
        ],
      },
      {
        title: 'Sur le serveur',
        lines: [
          'Votre adresse IP sert en mémoire, tant que la page est ouverte puis une minute environ, dix minutes pour qui essaie d’entrer, à limiter les demandes excessives. Elle n’est écrite en entier ni dans la base de données ni dans le journal du salon.',
          'Pendant l’écoute, le serveur du direct voit votre adresse et peut l’écrire dans son journal technique. L’organisateur décide de la durée de conservation de ce journal.',
          'Les auditeurs sont comptés sans que l’on sache qui ils sont. La base de données ne contient rien sur qui n’a ni dit son nom ni ouvert de compte.',
          'Quand une page tombe en panne, nous recevons le numéro et la nature de l’erreur et l’adresse de la page, sans nom et sans rien de ce que vous avez écrit.',
        ],
      },
      {
        title: 'Si vous dites votre nom ou ouvrez un compte',
        lines: [
          'Invité : le nom dit et la langue, jusqu’à ce que vous les repreniez, ou trente jours après votre dernière venue.',
          'Compte : nom, adresse, langue, fuseau horaire, rôles, dernière venue, ce qui s’écrit officiellement des intervenants, accords avec l’empreinte de leur texte et leur heure. Le mot de passe et le second facteur sous une forme illisible.',
          'Le compte est effacé 90 jours après le salon, ou aussitôt que vous le supprimez. Celui d’un organisateur reste tant qu’il l’est.',
          'Chaque connexion : la sorte d’appareil, le navigateur et l’adresse IP tronquée. Vous les voyez dans « Mon compte » et les fermez quand vous voulez. Effacée six mois après sa fin.',
          'Les messages que nous vous envoyons : leur objet et votre adresse, 90 jours. Les liens : une empreinte sans leur texte, jusqu’à 30 jours après leur fin.',
          'La photo et les documents que vous envoyez, jusqu’à ce que vous les retiriez ou que le compte soit effacé. Ce que votre téléphone a inscrit dans une image, le lieu aussi, est effacé avant qu’elle soit gardée.',
          'Les entrées, les mots de passe faux et les décisions sur les rôles et les bannissements s’écrivent dans un journal, par numéro et avec l’adresse IP tronquée, sans nom. Le serveur ne peut qu’y ajouter. Il reste avec les pièces du salon après la suppression du compte.',
          'De qui est banni, le numéro est gardé jusqu’à 90 jours après le salon. Pour un invité, une empreinte de son adresse IP sert aussi pendant 24 heures.',
        ],
      },
      {
        title: 'Ce que nous ne faisons pas',
        lines: ['Ni publicité, ni mesure d’audience, ni fichiers d’autres sites.', 'Ni la caméra ni le micro d’un visiteur ne sont utilisés.', 'Dans cette version, les scènes ne sont pas enregistrées.'],
      },
      {
        title: 'Vos droits',
        lines: [
          'La loi 09-08 vous donne un droit d’accès, de rectification et d’opposition.',
          'Dans « Mon compte » vous corrigez vos données, les téléchargez en un fichier, retirez vos accords et supprimez tout vous-même. L’organisateur répond à toute question à l’adresse ci-dessous.',
          'Vous pouvez aussi saisir la Commission nationale de contrôle de la protection des données à caractère personnel (CNDP), à Rabat.',
        ],
      },
    ],
    whom: 'À qui vous adresser',
  },
  en: {
    title: 'Privacy',
    intro: 'The fair is open without an account and without signing up. This is all that is known about you during a visit, and what is kept about those who say their name or make an account.',
    parts: [
      {
        title: 'In your browser',
        lines: [
          'A cookie named “siccam” (or “__Host-siccam”): a random number, set when you open a live stage, the entrance or the account, to tell you from others. Gone after three days, or after thirty for those who entered with an account.',
          'A cookie named “language”: the language you chose, for one year.',
          'Your choice to save data, the announcements you closed, technical settings of the player and your place on the page, and a copy of the fair’s pages and of the programme you last read, to open them without a network. They stay on your device.',
          'A mark that someone entered with an account from this browser, without saying who, removed when you sign out. And the address that a link was sent to, until the page is closed.',
          'Clearing the site’s data in your browser removes all of it.',
        ],
      },
      {
        title: 'On the server',
        lines: [
          'Your IP address is used in memory, while the page is open and for about a minute after, ten minutes for those who try to enter, to limit excessive requests. It is written in full neither into the database nor into the fair’s log.',
          'While you listen, the live server sees your address and may write it into its technical log. The organiser decides how long that log is kept.',
          'Listeners are counted without knowing who they are. The database holds nothing about those who neither said their name nor made an account.',
          'When a page breaks, we receive the number and kind of the fault and the page’s address, without a name and without anything you wrote.',
        ],
      },
      {
        title: 'If you say your name or make an account',
        lines: [
          'Guest: the name you said and your language, until you take them back, or thirty days after you last came.',
          'Account: name, address, language, time zone, roles, your last visit, what is officially written about speakers, consents with the fingerprint of their text and their time. The password and the second factor in a form that cannot be read.',
          'The account is erased 90 days after the fair, or at once when you delete it. An organiser’s stays while they are one.',
          'Each sign-in: the kind of device, the browser and the truncated IP address. You see them under “My account” and close them whenever you want. Erased six months after its end.',
          'The messages that we send you: what they are about and your address, for 90 days. Links: a fingerprint without their text, until 30 days after their end.',
          'The photo and the documents that you bring, until you take them away or the account is erased. What your phone wrote into a picture, the place too, is erased before it is kept.',
          'Entrances, wrong passwords and decisions on roles and bans are written into a log, by a number and with the truncated IP address, without a name. The server can only add to it. It stays with the records of the fair after the account is deleted.',
          'Of those who are banned, the number is kept until 90 days after the fair. For a guest, a fingerprint of the IP address is also used for 24 hours.',
        ],
      },
      {
        title: 'What we do not do',
        lines: ['No advertising, no audience measurement, no files from other sites.', 'A visitor’s camera and microphone are not used.', 'In this version the stages are not recorded.'],
      },
      {
        title: 'Your rights',
        lines: [
          'Moroccan law 09-08 gives you the right to access and correct your data and to object to its use.',
          'Under “My account” you correct your data, download them as a file, withdraw your consents and delete everything yourself. The organiser answers every question at the address below.',
          'You may also turn to the national commission for the protection of personal data (CNDP) in Rabat.',
        ],
      },
    ],
    whom: 'Whom to ask',
  },
};
