import type { FilesCatalogue } from './fr';

/** The words of bringing a file, in Arabic. */
export const ar: FilesCatalogue = {
  title: 'المرفقات',
  forVisitors: 'ما سيتمكن الزوار من تحميله بعد نشر النسخة.',
  most: '<n>{count}</n> ملفا على الأكثر.',
  gone: 'لم يعد هذا الملف موجودا.',
  choose: { photo: 'اختيار صورة', attachment: 'اختيار ملف' },
  another: { photo: 'اختيار صورة أخرى', attachment: 'اختيار ملف آخر' },
  takes: { photo: 'صورة من نوع JPEG أو PNG أو WebP أو AVIF، <n>{mb} ميغا</n> على الأكثر. يُمحى منها المكان والجهاز المسجلان فيها.', attachment: 'ملف من نوع PDF أو JPEG أو PNG أو PPTX أو DOCX أو XLSX، <n>{mb} ميغا</n> على الأكثر.' },
  size: '<n>{mb} ميغا</n> · حوالي <n>{cost} درهم</n>',
  sending: 'جار الإرسال: <n>{percent}%</n>',
  looking: 'أُرسل الملف، والتحقق منه جار.',
  progress: 'إرسال الملف',
  cancel: 'إيقاف الإرسال',
  again: 'إعادة المحاولة',
  out: 'إزالة',
  remove: { photo: 'إزالة الصورة', attachment: 'إزالة {name}' },
  picture: 'الصورة المختارة',
  scan: {
    clean: 'فحصه برنامج مكافحة الفيروسات',
    unscanned: 'لم يُفحص: لا يوجد برنامج لمكافحة الفيروسات',
    held: 'في انتظار برنامج مكافحة الفيروسات: لا يمكن لأحد فتحه بعد',
    infected: 'رصد برنامج مكافحة الفيروسات شيئا فيه، فحُذف الملف',
  },
};
