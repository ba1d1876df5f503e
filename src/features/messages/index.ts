export { deliverMessage, markRequestsRead, type NewMessage } from './actions.ts';
export { messageRoutes } from './routes.ts';
export { messagesOfCase, unreadCount } from './store.ts';
export { ringText, type Message, type MessageCategory } from './rules.ts';
