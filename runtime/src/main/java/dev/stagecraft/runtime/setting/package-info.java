/** What can be set for a training: one row a setting. */
package dev.stagecraft.runtime.setting;
