// The least page of the same making: React, its DOM and a router with one route.
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';

const root = createRootRoute();
const hello = createRoute({ getParentRoute: () => root, path: '/', component: () => createElement('h1', null, 'Hello') });
createRoot(document.body).render(createElement(RouterProvider, { router: createRouter({ routeTree: root.addChildren([hello]) }) }));
