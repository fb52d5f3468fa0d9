package dev.stagecraft.processor.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void whatJsonForbidsInTextsIsEscaped() {
        assertEquals("\"a\\\"b\\\\c\\nd\\re\\tf\\u0001g · é\"", Json.quoted("a\"b\\c\nd\re\tf\u0001g · é"));
    }
}
