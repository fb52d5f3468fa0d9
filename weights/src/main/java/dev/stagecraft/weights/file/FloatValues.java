package dev.stagecraft.weights.file;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Makes {@code float} of a tensor's elements. */
final class FloatValues {
    private final Dtype dtype;
    private final Element element;
    private FloatBuffer converted = FloatBuffer.allocate(0);

    private FloatValues(Dtype dtype, Element element) {
        this.dtype = dtype;
        this.element = element;
    }

    /** Takes the next element from bytes in little-endian order. */
    private interface Element {
        float next(ByteBuffer bytes);
    }

    static FloatValues of(Dtype dtype) {
        return new FloatValues(
                dtype,
                switch (dtype) {
                    case U8 -> bytes -> bytes.get() & 0xff;
                    case I8 -> ByteBuffer::get;
                    case I16 -> ByteBuffer::getShort;
                    case U16 -> bytes -> bytes.getShort() & 0xffff;
                    case F16 -> bytes -> half(bytes.getShort());
                    case BF16 -> bytes -> Float.intBitsToFloat(bytes.getShort() << 16);
                    case I32 -> ByteBuffer::getInt;
                    case U32 -> bytes -> Integer.toUnsignedLong(bytes.getInt());
                    case F32 -> ByteBuffer::getFloat;
                    case F64 -> bytes -> (float) bytes.getDouble();
                    case I64 -> ByteBuffer::getLong;
                    case U64 -> bytes -> unsigned(bytes.getLong());
                    default ->
                        throw new IllegalArgumentException(dtype + " cannot be read as float; see Dtype.isReadable()");
                });
    }

    /** Converts all elements; what is given back is used again. */
    FloatBuffer convert(ByteBuffer bytes) {
        int count = bytes.remaining() / (dtype.bits() / Byte.SIZE);
        if (converted.capacity() < count) {
            converted = FloatBuffer.allocate(count);
        }
        converted.clear();
        for (int i = 0; i < count; i++) {
            converted.put(element.next(bytes));
        }
        return converted.flip();
    }

    /** Every value of 16 bits is one of 32; Java has this conversion from version 20 on. */
    private static float half(short bits) {
        int sign = bits & 0x8000;
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            float tiny = fraction * 0x1p-24f;
            return sign == 0 ? tiny : -tiny;
        }
        int wideExponent = exponent == 0x1f ? 0xff : exponent - 15 + 127;
        return Float.intBitsToFloat(sign << 16 | wideExponent << 23 | fraction << 13);
    }

    /** Java converts signed numbers: half of a large one is converted, its last bit kept for the rounding. */
    private static float unsigned(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2f;
    }
}
