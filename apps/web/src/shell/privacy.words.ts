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
          'ملف تعريف باسم siccam: رقم عشوائي، يوضع عند فتح البث المباشر أو صفحة الدخول أو صفحة الحساب لتمييزكم عن غيركم. يُحذف بعد ثلاثة أيام، أو بعد ثلاثين يوما لمن دخل بحساب.',
          'ملف تعريف باسم language: اللغة التي اخترتموها، ومدته سنة.',
          'اختياركم لاقتصاد الرصيد، والإعلانات التي أغلقتموها، وإعدادات تقنية لمشغل البث وموضعكم في الصفحة، ونسخة من صفحات المعرض ومن آخر برنامج اطلعتم عليه لفتحها دون اتصال. تبقى في جهازكم فقط.',
          'علامة تفيد بأن شخصا دخل بحساب من هذا المتصفح، دون ذكر من هو، تُحذف عند الخروج. والبريد الذي أُرسل إليه رابط الدخول، إلى أن تُغلق الصفحة.',
          'يكفي حذف معطيات الموقع من المتصفح لمحو كل ذلك.',
        ],
      },
      {
        title: 'على الخادم',
        lines: [
          'يُستعمل عنوانكم على الإنترنت في الذاكرة لنحو دقيقة للحد من الطلبات المفرطة. لا يُكتب كاملا في قاعدة البيانات ولا في سجل المعرض.',
          'أثناء الاستماع يرى خادم البث المباشر عنوانكم، وقد يكتبه في سجله التقني. المنظم هو من يحدد مدة حفظ هذا السجل.',
          'يُحتسب عدد المستمعين دون معرفة من هم. لا تحتوي قاعدة البيانات على أي شيء يخص من لم يذكر اسمه ولم يفتح حسابا.',
          'إذا تعطلت صفحة، يصلنا رقم الخطأ ونوعه وعنوان الصفحة، دون اسم ودون ما كتبتم.',
        ],
      },
      {
        title: 'إذا ذكرتم اسمكم أو فتحتم حسابا',
        lines: [
          'الضيف: الاسم الذي ذكره ولغته، إلى أن يسحبهما أو إلى 90 يوما بعد المعرض.',
          'الحساب: الاسم والبريد واللغة والصفات والموافقات مع نصها ووقتها، وكلمة السر في شكل لا يمكن قراءته. تُحذف بعد المعرض بتسعين يوما أو عند حذف الحساب.',
          'كل جهاز متصل: نوعه ومتصفحه وعنوان الإنترنت مبتورا، ترونه في «حسابي» وتغلقونه متى شئتم.',
          'القرارات المتعلقة بالصفات والحظر تُكتب في سجل بعنوان مبتور، ويبقى السجل دون الاسم بعد حذف الحساب.',
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
          'في صفحة «حسابي» تُصححون معطياتكم وتنزّلونها في ملف وتحذفونها بأنفسكم. ويجيب المنظم عن كل سؤال على العنوان أدناه.',
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
          'Un cookie « siccam » : un numéro tiré au hasard, posé à l’ouverture d’un direct, de la page d’entrée ou du compte pour vous distinguer des autres. Effacé au bout de trois jours, ou de trente pour qui est entré avec un compte.',
          'Un cookie « language » : la langue que vous avez choisie, pendant un an.',
          'Votre choix d’économie de données, les annonces que vous avez fermées, des réglages techniques du lecteur et votre place dans la page, une copie des pages du salon et du dernier programme lu, pour les ouvrir sans réseau. Tout cela reste sur votre appareil.',
          'Une marque qui dit que quelqu’un est entré avec un compte depuis ce navigateur, sans dire qui, effacée à la sortie. Et l’adresse vers laquelle un lien est parti, jusqu’à la fermeture de la page.',
          'Effacer les données du site dans le navigateur supprime tout cela.',
        ],
      },
      {
        title: 'Sur le serveur',
        lines: [
          'Votre adresse IP sert en mémoire, une minute environ, à limiter les demandes excessives. Elle n’est écrite en entier ni dans la base de données ni dans le journal du salon.',
          'Pendant l’écoute, le serveur du direct voit votre adresse et peut l’écrire dans son journal technique. L’organisateur décide de la durée de conservation de ce journal.',
          'Les auditeurs sont comptés sans que l’on sache qui ils sont. La base de données ne contient rien sur qui n’a ni dit son nom ni ouvert de compte.',
          'Quand une page tombe en panne, nous recevons le numéro et la nature de l’erreur et l’adresse de la page, sans nom et sans rien de ce que vous avez écrit.',
        ],
      },
      {
        title: 'Si vous dites votre nom ou ouvrez un compte',
        lines: [
          'Invité : le nom dit et la langue, jusqu’à ce que vous les repreniez ou 90 jours après le salon.',
          'Compte : nom, adresse, langue, rôles, accords avec leur texte et leur heure, et le mot de passe sous une forme illisible. Effacés 90 jours après le salon ou quand vous supprimez le compte.',
          'Chaque connexion : la sorte d’appareil, le navigateur et l’adresse IP tronquée. Vous les voyez dans « Mon compte » et les fermez quand vous voulez.',
          'Les décisions sur les rôles et les bannissements s’écrivent dans un journal, avec l’adresse tronquée. Il reste, sans votre nom, après la suppression du compte.',
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
          'Dans « Mon compte » vous corrigez vos données, les téléchargez en un fichier et les supprimez vous-même. L’organisateur répond à toute question à l’adresse ci-dessous.',
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
          'A cookie named “siccam”: a random number, set when you open a live stage, the entrance or the account, to tell you from others. Gone after three days, or after thirty for those who entered with an account.',
          'A cookie named “language”: the language you chose, for one year.',
          'Your choice to save data, the announcements you closed, technical settings of the player and your place on the page, and a copy of the fair’s pages and of the programme you last read, to open them without a network. They stay on your device.',
          'A mark that someone entered with an account from this browser, without saying who, removed when you sign out. And the address that a link was sent to, until the page is closed.',
          'Clearing the site’s data in your browser removes all of it.',
        ],
      },
      {
        title: 'On the server',
        lines: [
          'Your IP address is used in memory, for about a minute, to limit excessive requests. It is written in full neither into the database nor into the fair’s log.',
          'While you listen, the live server sees your address and may write it into its technical log. The organiser decides how long that log is kept.',
          'Listeners are counted without knowing who they are. The database holds nothing about those who neither said their name nor made an account.',
          'When a page breaks, we receive the number and kind of the fault and the page’s address, without a name and without anything you wrote.',
        ],
      },
      {
        title: 'If you say your name or make an account',
        lines: [
          'Guest: the name you said and your language, until you take them back or 90 days after the fair.',
          'Account: name, address, language, roles, consents with their text and time, and the password in a form that cannot be read. Erased 90 days after the fair or when you delete the account.',
          'Each sign-in: the kind of device, the browser and the truncated IP address. You see them under “My account” and close them whenever you want.',
          'Decisions on roles and bans are written into a log, with the truncated address. It stays, without your name, after the account is deleted.',
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
          'Under “My account” you correct your data, download them as a file and delete them yourself. The organiser answers every question at the address below.',
          'You may also turn to the national commission for the protection of personal data (CNDP) in Rabat.',
        ],
      },
    ],
    whom: 'Whom to ask',
  },
};
