// rtc-node writes every step of every connection to the log unless it finds this set when it is loaded.
process.env['NODE_ENV'] ??= 'production';
export {};
