/** The words of bringing a file, in French. */
export const fr = {
  title: 'Pièces jointes',
  forVisitors: 'Ce que les visiteurs pourront télécharger une fois la version publiée.',
  most: '<n>{count}</n> fichiers au plus.',
  gone: 'Ce fichier n’existe plus.',
  choose: { photo: 'Choisir une photo', attachment: 'Choisir un fichier' },
  another: { photo: 'Choisir une autre photo', attachment: 'Choisir un autre fichier' },
  takes: { photo: 'JPEG, PNG, WebP ou AVIF, <n>{mb} Mo</n> au plus. Le lieu et l’appareil inscrits dans la photo sont effacés.', attachment: 'PDF, JPEG, PNG, PPTX, DOCX ou XLSX, <n>{mb} Mo</n> au plus.' },
  size: '<n>{mb} Mo</n> · env. <n>{cost} DH</n>',
  sending: 'Envoi en cours : <n>{percent} %</n>',
  looking: 'Envoyé. Vérification en cours.',
  progress: 'Envoi du fichier',
  cancel: 'Annuler l’envoi',
  again: 'Réessayer',
  out: 'Retirer',
  remove: { photo: 'Retirer la photo', attachment: 'Retirer {name}' },
  picture: 'La photo choisie',
  scan: {
    clean: 'Vérifié par l’antivirus',
    unscanned: 'Pas vérifié : aucun antivirus n’est installé',
    held: 'En attente de l’antivirus : personne ne peut encore l’ouvrir',
    infected: 'L’antivirus a trouvé quelque chose : le fichier a été supprimé',
  },
};

/** What each language says. */
export type FilesCatalogue = typeof fr;
