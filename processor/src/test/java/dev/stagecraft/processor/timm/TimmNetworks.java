package dev.stagecraft.processor.timm;

import java.util.Arrays;
import java.util.List;

/**
 * The networks of timm's {@code resnet.py} and {@code resnetv2.py}, as its source describes them, with the parameters that its
 * tables of results tell in millions.
 */
final class TimmNetworks {
    /**
     * File, name, block, blocks of each stage, widths of the stem's convolutions, shortcut, groups and their width, attention,
     * what anti-aliases, what makes the stem's output smaller, parameters.
     */
    private static final String DECLARED = """
            resnet   resnet10t             basic      1,1,1,1   24,32,64  pooled    1x64  -     -       max         5.44
            resnet   resnet14t             bottleneck 1,1,1,1   24,32,64  pooled    1x64  -     -       max         10.08
            resnet   resnet18              basic      2,2,2,2   7x7       projected 1x64  -     -       max         11.69
            resnet   resnet18d             basic      2,2,2,2   32,32,64  pooled    1x64  -     -       max         11.71
            resnet   resnet34              basic      3,4,6,3   7x7       projected 1x64  -     -       max         21.80
            resnet   resnet34d             basic      3,4,6,3   32,32,64  pooled    1x64  -     -       max         21.82
            resnet   resnet26              bottleneck 2,2,2,2   7x7       projected 1x64  -     -       max         16.00
            resnet   resnet26t             bottleneck 2,2,2,2   24,32,64  pooled    1x64  -     -       max         16.01
            resnet   resnet26d             bottleneck 2,2,2,2   32,32,64  pooled    1x64  -     -       max         16.01
            resnet   resnet50              bottleneck 3,4,6,3   7x7       projected 1x64  -     -       max         25.56
            resnet   resnet50c             bottleneck 3,4,6,3   32,32,64  projected 1x64  -     -       max         25.58
            resnet   resnet50d             bottleneck 3,4,6,3   32,32,64  pooled    1x64  -     -       max         25.58
            resnet   resnet50s             bottleneck 3,4,6,3   64,64,128 projected 1x64  -     -       max         25.68
            resnet   resnet50t             bottleneck 3,4,6,3   24,32,64  pooled    1x64  -     -       max         25.57
            resnet   resnet101             bottleneck 3,4,23,3  7x7       projected 1x64  -     -       max         44.55
            resnet   resnet101c            bottleneck 3,4,23,3  32,32,64  projected 1x64  -     -       max         44.57
            resnet   resnet101d            bottleneck 3,4,23,3  32,32,64  pooled    1x64  -     -       max         44.57
            resnet   resnet101s            bottleneck 3,4,23,3  64,64,128 projected 1x64  -     -       max         44.67
            resnet   resnet152             bottleneck 3,8,36,3  7x7       projected 1x64  -     -       max         60.19
            resnet   resnet152c            bottleneck 3,8,36,3  32,32,64  projected 1x64  -     -       max         60.21
            resnet   resnet152d            bottleneck 3,8,36,3  32,32,64  pooled    1x64  -     -       max         60.21
            resnet   resnet152s            bottleneck 3,8,36,3  64,64,128 projected 1x64  -     -       max         60.32
            resnet   resnet200             bottleneck 3,24,36,3 7x7       projected 1x64  -     -       max         64.67
            resnet   resnet200d            bottleneck 3,24,36,3 32,32,64  pooled    1x64  -     -       max         64.69
            resnet   wide_resnet50_2       bottleneck 3,4,6,3   7x7       projected 1x128 -     -       max         68.88
            resnet   wide_resnet101_2      bottleneck 3,4,23,3  7x7       projected 1x128 -     -       max         126.89
            resnet   resnext50_32x4d       bottleneck 3,4,6,3   7x7       projected 32x4  -     -       max         25.03
            resnet   resnext50d_32x4d      bottleneck 3,4,6,3   32,32,64  pooled    32x4  -     -       max         25.05
            resnet   resnext101_32x4d      bottleneck 3,4,23,3  7x7       projected 32x4  -     -       max         44.18
            resnet   resnext101_32x8d      bottleneck 3,4,23,3  7x7       projected 32x8  -     -       max         88.79
            resnet   resnext101_32x16d     bottleneck 3,4,23,3  7x7       projected 32x16 -     -       max         194.03
            resnet   resnext101_32x32d     bottleneck 3,4,23,3  7x7       projected 32x32 -     -       max         468.53
            resnet   resnext101_64x4d      bottleneck 3,4,23,3  7x7       projected 64x4  -     -       max         83.46
            resnet   ecaresnet26t          bottleneck 2,2,2,2   24,32,64  pooled    1x64  eca   -       max         16.01
            resnet   ecaresnet50d          bottleneck 3,4,6,3   32,32,64  pooled    1x64  eca   -       max         25.58
            resnet   ecaresnet50t          bottleneck 3,4,6,3   24,32,64  pooled    1x64  eca   -       max         25.57
            resnet   ecaresnetlight        bottleneck 1,1,11,3  7x7       pooled    1x64  eca   -       max         30.16
            resnet   ecaresnet101d         bottleneck 3,4,23,3  32,32,64  pooled    1x64  eca   -       max         44.57
            resnet   ecaresnet200d         bottleneck 3,24,36,3 32,32,64  pooled    1x64  eca   -       max         64.69
            resnet   ecaresnet269d         bottleneck 3,30,48,8 32,32,64  pooled    1x64  eca   -       max         102.09
            resnet   ecaresnext26t_32x4d   bottleneck 2,2,2,2   24,32,64  pooled    32x4  eca   -       max         15.41
            resnet   ecaresnext50t_32x4d   bottleneck 2,2,2,2   24,32,64  pooled    32x4  eca   -       max         15.41
            resnet   seresnet18            basic      2,2,2,2   7x7       projected 1x64  se/16 -       max         11.78
            resnet   seresnet34            basic      3,4,6,3   7x7       projected 1x64  se/16 -       max         21.96
            resnet   seresnet50            bottleneck 3,4,6,3   7x7       projected 1x64  se/16 -       max         28.09
            resnet   seresnet50t           bottleneck 3,4,6,3   24,32,64  pooled    1x64  se/16 -       max         28.10
            resnet   seresnet101           bottleneck 3,4,23,3  7x7       projected 1x64  se/16 -       max         49.33
            resnet   seresnet152           bottleneck 3,8,36,3  7x7       projected 1x64  se/16 -       max         66.82
            resnet   seresnet152d          bottleneck 3,8,36,3  32,32,64  pooled    1x64  se/16 -       max         66.84
            resnet   seresnet200d          bottleneck 3,24,36,3 32,32,64  pooled    1x64  se/16 -       max         71.86
            resnet   seresnet269d          bottleneck 3,30,48,8 32,32,64  pooled    1x64  se/16 -       max         113.67
            resnet   seresnext26d_32x4d    bottleneck 2,2,2,2   32,32,64  pooled    32x4  se/16 -       max         16.81
            resnet   seresnext26t_32x4d    bottleneck 2,2,2,2   24,32,64  pooled    32x4  se/16 -       max         16.81
            resnet   seresnext50_32x4d     bottleneck 3,4,6,3   7x7       projected 32x4  se/16 -       max         27.56
            resnet   seresnext101_32x4d    bottleneck 3,4,23,3  7x7       projected 32x4  se/16 -       max         48.96
            resnet   seresnext101_32x8d    bottleneck 3,4,23,3  7x7       projected 32x8  se/16 -       max         93.57
            resnet   seresnext101d_32x8d   bottleneck 3,4,23,3  32,32,64  pooled    32x8  se/16 -       max         93.59
            resnet   seresnext101_64x4d    bottleneck 3,4,23,3  7x7       projected 64x4  se/16 -       max         88.23
            resnet   resnetblur18          basic      2,2,2,2   7x7       projected 1x64  -     blur    max         11.69
            resnet   resnetblur50          bottleneck 3,4,6,3   7x7       projected 1x64  -     blur    max         25.56
            resnet   resnetblur50d         bottleneck 3,4,6,3   32,32,64  pooled    1x64  -     blur    max         25.58
            resnet   resnetblur101d        bottleneck 3,4,23,3  32,32,64  pooled    1x64  -     blur    max         44.57
            resnet   resnetaa34d           basic      3,4,6,3   32,32,64  pooled    1x64  -     average max         21.82
            resnet   resnetaa50            bottleneck 3,4,6,3   7x7       projected 1x64  -     average max         25.56
            resnet   resnetaa50d           bottleneck 3,4,6,3   32,32,64  pooled    1x64  -     average max         25.58
            resnet   resnetaa101d          bottleneck 3,4,23,3  32,32,64  pooled    1x64  -     average max         44.57
            resnet   seresnetaa50d         bottleneck 3,4,6,3   32,32,64  pooled    1x64  se/16 average max         28.11
            resnet   seresnextaa101d_32x8d bottleneck 3,4,23,3  32,32,64  pooled    32x8  se/16 average max         93.59
            resnet   seresnextaa201d_32x8d bottleneck 3,24,36,4 64,64,128 pooled    32x8  se/16 average max         149.39
            resnet   resnetrs50            bottleneck 3,4,6,3   32,32,64  pooled    1x64  se/4  -       convolution 35.69
            resnet   resnetrs101           bottleneck 3,4,23,3  32,32,64  pooled    1x64  se/4  -       convolution 63.62
            resnet   resnetrs152           bottleneck 3,8,36,3  32,32,64  pooled    1x64  se/4  -       convolution 86.62
            resnet   resnetrs200           bottleneck 3,24,36,3 32,32,64  pooled    1x64  se/4  -       convolution 93.21
            resnet   resnetrs270           bottleneck 4,29,53,4 32,32,64  pooled    1x64  se/4  -       convolution 129.86
            resnet   resnetrs350           bottleneck 4,36,72,4 32,32,64  pooled    1x64  se/4  -       convolution 163.96
            resnet   resnetrs420           bottleneck 4,44,87,4 32,32,64  pooled    1x64  se/4  -       convolution 191.89
            resnet   test_resnet           mixed      1,1,1,1   16,16,32  pooled    1x64  -     -       max         0.47
            resnetv2 resnetv2_18           basic      2,2,2,2   7x7       projected 1x64  -     -       max         11.69
            resnetv2 resnetv2_18d          basic      2,2,2,2   32,32,64  pooled    1x64  -     -       max         11.71
            resnetv2 resnetv2_34           basic      3,4,6,3   7x7       projected 1x64  -     -       max         21.80
            resnetv2 resnetv2_34d          basic      3,4,6,3   32,32,64  pooled    1x64  -     -       max         21.82
            resnetv2 resnetv2_50           bottleneck 3,4,6,3   7x7       projected 1x64  -     -       max         25.55
            resnetv2 resnetv2_50d          bottleneck 3,4,6,3   32,32,64  pooled    1x64  -     -       max         25.57
            resnetv2 resnetv2_50t          bottleneck 3,4,6,3   24,32,64  pooled    1x64  -     -       max         25.57
            resnetv2 resnetv2_101          bottleneck 3,4,23,3  7x7       projected 1x64  -     -       max         44.54
            resnetv2 resnetv2_101d         bottleneck 3,4,23,3  32,32,64  pooled    1x64  -     -       max         44.56
            resnetv2 resnetv2_152          bottleneck 3,8,36,3  7x7       projected 1x64  -     -       max         60.19
            resnetv2 resnetv2_152d         bottleneck 3,8,36,3  32,32,64  pooled    1x64  -     -       max         60.20
            """;

    /** File, name, parameters, and what we lack. */
    private static final String REFUSED = """
            resnet resnet50_gn 25.56 group normalization
            resnet ecaresnet50d_pruned 19.94 numbers of channels that differ from block to block
            resnet ecaresnet101d_pruned 24.88 numbers of channels that differ from block to block
            resnet senet154 115.09 a first 1×1 convolution of half the width, and 3×3 projections
            resnetv2 resnetv2_50x1_bit 25.55 group normalization and convolutions with standardized weights
            resnetv2 resnetv2_50x3_bit 217.32 group normalization and convolutions with standardized weights
            resnetv2 resnetv2_101x1_bit 44.54 group normalization and convolutions with standardized weights
            resnetv2 resnetv2_101x3_bit 387.93 group normalization and convolutions with standardized weights
            resnetv2 resnetv2_152x2_bit 236.34 group normalization and convolutions with standardized weights
            resnetv2 resnetv2_152x4_bit 936.53 group normalization and convolutions with standardized weights
            resnetv2 resnetv2_50d_gn 25.57 group normalization
            resnetv2 resnetv2_50d_evos 25.59 evolved normalization (EvoNorm)
            resnetv2 resnetv2_50d_frn 25.59 filter response normalization
            """;

    private TimmNetworks() {}

    /** Those that can be declared. */
    static List<Row> declared() {
        return DECLARED.lines().map(TimmNetworks::row).toList();
    }

    /** Those that cannot. */
    static List<Refused> refused() {
        return REFUSED.lines()
                .map(line -> line.split(" ", 4))
                .map(cells -> new Refused(cells[0], cells[1], cells[2], cells[3]))
                .toList();
    }

    private static Row row(String line) {
        String[] cells = line.split(" +", -1);
        String[] groups = cells[6].split("x", -1);
        return new Row(
                cells[0],
                cells[1],
                cells[2],
                numbers(cells[3]),
                cells[4].equals("7x7") ? List.of() : numbers(cells[4]),
                cells[5].equals("pooled"),
                Integer.parseInt(groups[0]),
                Integer.parseInt(groups[1]),
                cells[7],
                cells[8],
                cells[9].equals("convolution"),
                cells[10]);
    }

    private static List<Integer> numbers(String cell) {
        return Arrays.stream(cell.split(",", -1)).map(Integer::valueOf).toList();
    }

    /**
     * A network.
     *
     * @param file of timm, without its ending
     * @param block {@code basic}, {@code bottleneck}, or {@code mixed}: bottlenecks in the third stage alone, and few channels
     * @param blocks of each stage
     * @param stem channels of its 3×3 convolutions; empty for one of 7×7
     * @param pooled whether an average pool has the stride of a shortcut
     * @param attention {@code eca}, or {@code se/} and what it divides channels by, or a dash
     * @param antialias {@code blur}, {@code average}, or a dash
     * @param poolConvolution whether a convolution stands in the place of the stem's pool
     * @param millions of parameters
     */
    record Row(
            String file,
            String name,
            String block,
            List<Integer> blocks,
            List<Integer> stem,
            boolean pooled,
            int groups,
            int groupWidth,
            String attention,
            String antialias,
            boolean poolConvolution,
            String millions) {
        boolean preActivated() {
            return file.equals("resnetv2");
        }

        boolean isMixed() {
            return block.equals("mixed");
        }

        boolean isBottleneck(int stage) {
            return isMixed() ? stage == 2 : block.equals("bottleneck");
        }

        /** Channels of a stage, before bottlenecks give four times as many. */
        int channels(int stage) {
            return (isMixed() ? List.of(32, 48, 48, 96) : List.of(64, 128, 256, 512)).get(stage);
        }

        int stemChannels() {
            return stem.isEmpty() ? 64 : stem.get(stem.size() - 1);
        }

        /** What squeeze-and-excitation divides channels by; 0 if there is none. */
        int ratio() {
            return attention.startsWith("se/") ? Integer.parseInt(attention.substring(3)) : 0;
        }
    }

    /** A network that cannot be declared: its file, its name, its parameters in millions, and what we lack. */
    record Refused(String file, String name, String millions, String missing) {}
}
