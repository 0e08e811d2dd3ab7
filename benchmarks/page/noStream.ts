/** In place of a stream of Node, which a browser has not. */
export class Transform {}
