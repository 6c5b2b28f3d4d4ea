/* A Node of any age must be able to read this file: nothing newer than ES5 stands here. */
'use strict';

var version = process.versions.node.split('.').map(Number);

if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
  console.error('SICCAM Remote needs Node 20.19 or newer and this is Node ' + process.versions.node + ': install a current one from https://nodejs.org and start again.');
  process.exit(1);
}

require('./install.cjs');
