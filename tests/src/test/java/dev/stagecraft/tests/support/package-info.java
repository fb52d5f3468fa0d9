/** What several rooms use: sources to compile, what was generated from them, goldens, and the small networks. */
package dev.stagecraft.tests.support;
