import type { Language } from '@siccam/contract';

/** The notice, part by part. It must stay true to what the server and the pages do; these words load only with their page. */
type Notice = { title: string; intro: string; parts: { title: string; lines: string[] }[]; whom: string };

/** The privacy notice in the three languages. */
export const privacyWords: Record<Language, Notice> = {
  ar: {
    title: 'حماية المعطيات ذات الطابع الشخصي',
    intro: 'يُتابع المعرض دون حساب ودون تسجيل. هذا كل ما يُعرف عنكم أثناء الزيارة.',
    parts: [
      {
        title: 'في متصفحكم',
        lines: [
          'ملف تعريف باسم siccam: رقم عشوائي لا يدل على هويتكم، يوضع عند فتح البث المباشر لتمييز كل مستمع، ويُحذف بعد ثلاثة أيام.',
          'ملف تعريف باسم language: اللغة التي اخترتموها، ومدته سنة.',
          'اختياركم لاقتصاد الرصيد، والإعلانات التي أغلقتموها، وإعدادات تقنية لمشغل البث وموضعكم في الصفحة، ونسخة من صفحات المعرض ومن آخر برنامج اطلعتم عليه لفتحها دون اتصال. تبقى في جهازكم فقط.',
          'يكفي حذف معطيات الموقع من المتصفح لمحو كل ذلك.',
        ],
      },
      {
        title: 'على الخادم',
        lines: [
          'يُستعمل عنوانكم على الإنترنت في الذاكرة لنحو دقيقة للحد من الطلبات المفرطة. لا يُكتب في قاعدة البيانات ولا في سجل المعرض.',
          'أثناء الاستماع يرى خادم البث المباشر عنوانكم، وقد يكتبه في سجله التقني. المنظم هو من يحدد مدة حفظ هذا السجل.',
          'يُحتسب عدد المستمعين دون معرفة من هم. لا تحتوي قاعدة البيانات على أي شيء يخص الزوار.',
          'إذا تعطلت صفحة، يصلنا رقم الخطأ ونوعه وعنوان الصفحة، دون اسم ودون ما كتبتم.',
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
          'لا نحتفظ بأي شيء باسمكم، لكن المنظم يجيب عن كل سؤال على العنوان أدناه.',
          'يمكنكم كذلك اللجوء إلى اللجنة الوطنية لمراقبة حماية المعطيات ذات الطابع الشخصي بالرباط.',
        ],
      },
    ],
    whom: 'لمن تتوجهون',
  },
  fr: {
    title: 'Données personnelles',
    intro: 'Le salon se suit sans compte ni inscription. Voici tout ce qui est connu de vous pendant la visite.',
    parts: [
      {
        title: 'Dans votre navigateur',
        lines: [
          'Un cookie « siccam » : un numéro tiré au hasard, qui ne dit pas qui vous êtes, posé à l’ouverture d’un direct pour distinguer les auditeurs, effacé au bout de trois jours.',
          'Un cookie « language » : la langue que vous avez choisie, pendant un an.',
          'Votre choix d’économie de données, les annonces que vous avez fermées, des réglages techniques du lecteur et votre place dans la page, une copie des pages du salon et du dernier programme lu, pour les ouvrir sans réseau. Tout cela reste sur votre appareil.',
          'Effacer les données du site dans le navigateur supprime tout cela.',
        ],
      },
      {
        title: 'Sur le serveur',
        lines: [
          'Votre adresse IP sert en mémoire, une minute environ, à limiter les demandes excessives. Elle n’est écrite ni dans la base de données ni dans le journal du salon.',
          'Pendant l’écoute, le serveur du direct voit votre adresse et peut l’écrire dans son journal technique. L’organisateur décide de la durée de conservation de ce journal.',
          'Les auditeurs sont comptés sans que l’on sache qui ils sont. La base de données ne contient rien sur les visiteurs.',
          'Quand une page tombe en panne, nous recevons le numéro et la nature de l’erreur et l’adresse de la page, sans nom et sans rien de ce que vous avez écrit.',
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
          'Rien n’est conservé à votre nom, mais l’organisateur répond à toute question à l’adresse ci-dessous.',
          'Vous pouvez aussi saisir la Commission nationale de contrôle de la protection des données à caractère personnel (CNDP), à Rabat.',
        ],
      },
    ],
    whom: 'À qui vous adresser',
  },
  en: {
    title: 'Privacy',
    intro: 'The fair is open without an account and without signing up. This is all that is known about you during a visit.',
    parts: [
      {
        title: 'In your browser',
        lines: [
          'A cookie named “siccam”: a random number that does not say who you are, set when you open a live stage to tell listeners apart, gone after three days.',
          'A cookie named “language”: the language you chose, for one year.',
          'Your choice to save data, the announcements you closed, technical settings of the player and your place on the page, and a copy of the fair’s pages and of the programme you last read, to open them without a network. They stay on your device.',
          'Clearing the site’s data in your browser removes all of it.',
        ],
      },
      {
        title: 'On the server',
        lines: [
          'Your IP address is used in memory, for about a minute, to limit excessive requests. It is written neither into the database nor into the fair’s log.',
          'While you listen, the live server sees your address and may write it into its technical log. The organiser decides how long that log is kept.',
          'Listeners are counted without knowing who they are. The database holds nothing about visitors.',
          'When a page breaks, we receive the number and kind of the fault and the page’s address, without a name and without anything you wrote.',
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
          'Nothing is kept under your name, but the organiser answers every question at the address below.',
          'You may also turn to the national commission for the protection of personal data (CNDP) in Rabat.',
        ],
      },
    ],
    whom: 'Whom to ask',
  },
};
