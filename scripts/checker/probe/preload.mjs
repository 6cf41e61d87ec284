// Plain JavaScript, since tsx keeps off the fast way of hooking loaders when a preload is TypeScript itself.
import './probe.ts';
