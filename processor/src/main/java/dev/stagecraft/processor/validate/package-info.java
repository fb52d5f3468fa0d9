/** What can only be seen on the whole: whether the type and the names around it leave room for the generated class. */
package dev.stagecraft.processor.validate;
