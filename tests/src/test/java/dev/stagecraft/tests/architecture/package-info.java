/** What is held of the sources as a whole: walls between packages, named modules, and documents. */
package dev.stagecraft.tests.architecture;
