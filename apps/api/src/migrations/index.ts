import { FirstHouse20261124214022 } from './20261124214022-FirstHouse';

/** Every migration, oldest first. */
export const migrations = [FirstHouse20261124214022];
