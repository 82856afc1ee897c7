import { type Reply, webobType } from '../message';

/** Answers of Cinder's without a body. They carry a content type all the same. Observed of Cinder 21. */

/** Where a method returns nothing. */
export const nothing = (status: 200 | 202): Reply => ({ status, headers: { 'content-type': 'application/json' } });

/** Where a method makes the response itself: it has what WebOb gives it. */
export const ownResponse = (status: 200 | 202): Reply => ({ status, headers: { 'content-type': webobType } });

/** Whether Cinder has left it as it was: it has no request id of Cinder's either. */
export const isOwnResponse = ({ headers }: Reply): boolean => headers?.['content-type'] === webobType;
