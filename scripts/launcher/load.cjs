// A file of its own, since the syntax of `import()` alone stops an old Node from reading the file that it is in.
import('../launch.mjs');
