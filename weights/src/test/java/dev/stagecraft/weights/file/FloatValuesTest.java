package dev.stagecraft.weights.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FloatValuesTest {
    private static float value(Dtype dtype, long bits) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(bits).flip().limit(dtype.bits() / Byte.SIZE);
        return FloatValues.of(dtype).convert(bytes).get();
    }

    /** The definition, in double. */
    private static double half(int bits) {
        int exponent = bits >> 10 & 31;
        double fraction = (bits & 1023) / 1024.0;
        double magnitude = exponent == 31
                ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                : exponent == 0 ? Math.scalb(fraction, -14) : Math.scalb(1 + fraction, exponent - 15);
        return bits >> 15 == 0 ? magnitude : -magnitude;
    }

    @Test
    void allHalvesAreExact() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            assertEquals((float) half(bits), value(Dtype.F16, bits), "bits " + bits);
        }
    }

    @Test
    void knownHalves() {
        assertEquals(1, value(Dtype.F16, 0x3c00));
        assertEquals(65504, value(Dtype.F16, 0x7bff));
        assertEquals(-2, value(Dtype.F16, 0xc000));
        assertEquals(0x1p-24f, value(Dtype.F16, 1));
        assertEquals(-0f, value(Dtype.F16, 0x8000));
    }

    @Test
    void brainFloatsAreTheUpperHalf() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            assertEquals(Float.intBitsToFloat(bits << 16), value(Dtype.BF16, bits), "bits " + bits);
        }
    }

    @Test
    void doublesAreRounded() {
        assertEquals((float) Math.PI, value(Dtype.F64, Double.doubleToRawLongBits(Math.PI)));
        assertEquals(Float.POSITIVE_INFINITY, value(Dtype.F64, Double.doubleToRawLongBits(1e300)));
        assertEquals(Float.NaN, value(Dtype.F64, Double.doubleToRawLongBits(Double.NaN)));
    }

    @Test
    void wholeNumbersKeepTheirSign() {
        assertEquals(-1, value(Dtype.I8, 0xff));
        assertEquals(255, value(Dtype.U8, 0xff));
        assertEquals(-1, value(Dtype.I16, 0xffff));
        assertEquals(65535, value(Dtype.U16, 0xffff));
        assertEquals(-1, value(Dtype.I32, 0xffffffffL));
        assertEquals(0x1p32f, value(Dtype.U32, 0xffffffffL));
        assertEquals(-1, value(Dtype.I64, -1));
        assertEquals(0x1p64f, value(Dtype.U64, -1));
    }

    @Test
    void largeNumbersWithoutSignAreRoundedOnce() {
        // Halfway between two floats, and one above: only the last bit tells.
        assertEquals(0x1p63f, value(Dtype.U64, 0x8000008000000000L));
        assertEquals(Math.nextUp(0x1p63f), value(Dtype.U64, 0x8000008000000001L));
    }

    @ParameterizedTest
    @EnumSource
    void readableTypesAreRead(Dtype dtype) {
        if (dtype.isReadable()) {
            assertEquals(0, value(dtype, 0));
        } else {
            assertThrows(IllegalArgumentException.class, () -> FloatValues.of(dtype));
        }
    }
}
