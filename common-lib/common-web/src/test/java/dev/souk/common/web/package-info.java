@NullMarked
package dev.souk.common.web;

import org.jspecify.annotations.NullMarked;
