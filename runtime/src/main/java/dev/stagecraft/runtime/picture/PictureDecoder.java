package dev.stagecraft.runtime.picture;

import dev.stagecraft.runtime.guard.TensorFlowCalls;
import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import java.util.EnumMap;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.DecodeImage;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.op.image.DecodePng;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * Decodes pictures, mostly by TensorFlow's own operations: JPEG by libjpeg's accurate integer transform, 16 bits a value by
 * their upper 8, palettes by their colors, the first frame of several, color without its opacity. The picture is turned
 * upright as its EXIF data say. Any thread may decode, and each does the work itself.
 */
public final class PictureDecoder implements AutoCloseable {
    /** Above this many pixels a picture is refused before it is decoded, unless somebody says otherwise. */
    public static final long USUAL_MOST_PIXELS = 100_000_000;

    private static final int COLORS = 3;

    /** The run goes no way through TensorFlow's own threads. */
    private static final RunOptions HERE =
            RunOptions.newBuilder().setInterOpThreadPool(-1).build();

    private final Graph graph;
    private final Session session;
    private final Operand<TString> file;
    private final Map<PictureFormat, Operand<TUint8>> pixels = new EnumMap<>(PictureFormat.class);

    /** Opens a session to decode with; the caller closes it. */
    public PictureDecoder() {
        graph = TensorFlowLibrary.newGraph();
        Ops tf = Ops.create(graph);
        file = tf.placeholder(TString.class);
        pixels.put(
                PictureFormat.JPEG,
                tf.image.decodeJpeg(file, DecodeJpeg.channels(3L), DecodeJpeg.dctMethod("INTEGER_ACCURATE")));
        pixels.put(PictureFormat.PNG, tf.image.decodePng(file, TUint8.class, DecodePng.channels(3L)));
        pixels.put(
                PictureFormat.GIF,
                tf.image.decodeImage(
                        file, TUint8.class, DecodeImage.channels(3L), DecodeImage.expandAnimations(false)));
        session = SessionSettings.CPU.open(graph);
    }

    /**
     * Decodes a picture.
     *
     * @param bytes a whole file
     * @param channels 3 for red, green and blue, of a gray picture too; 1 for gray, of a color picture by ITU-R BT.601
     * @param mostPixels that may be decoded
     * @throws BadPictureException if it is not a picture, is damaged, or has more pixels
     * @throws IllegalArgumentException if channels are neither 1 nor 3
     */
    public Pixels decode(byte[] bytes, int channels, long mostPixels) throws BadPictureException {
        if (channels != 1 && channels != COLORS) {
            throw new IllegalArgumentException("a picture has 1 or 3 channels, not " + channels);
        }
        PictureHeader.Found found = PictureHeader.found(bytes);
        found.header().requireAtMost(mostPixels);
        PictureFormat format = found.header().format();
        Pixels stored = format == PictureFormat.BMP ? BmpFile.decode(bytes) : decode(bytes, format);
        // Fewer values are turned in gray.
        return found.orientation().apply(channels == 1 ? stored.gray() : stored);
    }

    private Pixels decode(byte[] bytes, PictureFormat format) throws BadPictureException {
        try (TString content = TString.tensorOfBytes(NdArrays.scalarOfObject(bytes));
                Result result = session.runner()
                        .setOptions(HERE)
                        .feed(file, content)
                        .fetch(pixels.get(format))
                        .run()) {
            TUint8 decoded = (TUint8) result.get(0);
            byte[] values = new byte[Math.toIntExact(decoded.size())];
            decoded.copyTo(NdArrays.wrap(decoded.shape(), DataBuffers.of(values, false, false)));
            int height = Math.toIntExact(decoded.shape().get(0));
            return new Pixels(height, Math.toIntExact(decoded.shape().get(1)), COLORS, values);
        } catch (TFInvalidArgumentException e) {
            throw new BadPictureException("is damaged or cut off: it cannot be decoded as " + format, e);
        } catch (RuntimeException e) {
            throw TensorFlowCalls.isTensorFlows(e) ? TensorFlowCalls.failure("decoding a picture", e) : e;
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
