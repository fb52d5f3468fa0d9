package dev.stagecraft.tests.torchvision;

import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.Resize;
import dev.stagecraft.dsl.ResizeFilter;
import dev.stagecraft.dsl.ResizeMode;

/** The ten ResNets of torchvision with its preprocessing, for small pictures. */
interface Networks {
    @ResidualNetwork(
            preset = Preset.RESNET_18,
            input =
                    @Input(
                            height = 64,
                            width = 64,
                            channels = 3,
                            mean = {0.485, 0.456, 0.406},
                            deviation = {0.229, 0.224, 0.225},
                            resize = @Resize(mode = ResizeMode.CROP, filter = ResizeFilter.BILINEAR, share = 0.875)))
    final class ResNet18 {
        private ResNet18() {}
    }

    @ResidualNetwork(
            preset = Preset.RESNET_34,
            input =
                    @Input(
                            height = 64,
                            width = 64,
                            channels = 3,
                            mean = {0.485, 0.456, 0.406},
                            deviation = {0.229, 0.224, 0.225},
                            resize = @Resize(mode = ResizeMode.CROP, filter = ResizeFilter.BILINEAR, share = 0.875)))
    final class ResNet34 {
        private ResNet34() {}
    }

    @ResidualNetwork(
            preset = Preset.RESNET_50,
            input =
                    @Input(
                            height = 64,
                            width = 64,
                            channels = 3,
                            mean = {0.485, 0.456, 0.406},
                            deviation = {0.229, 0.224, 0.225},
                            resize = @Resize(mode = ResizeMode.CROP, filter = ResizeFilter.BILINEAR, share = 0.875)))
    final class ResNet50 {
        private ResNet50() {}
    }

    @ResidualNetwork(
            preset = Preset.RESNET_101,
            input =
                    @Input(
                            height = 64,
                            width = 64,
                            channels = 3,
                            mean = {0.485, 0.456, 0.406},
                            deviation = {0.229, 0.224, 0.225},
                            resize = @Resize(mode = ResizeMode.CROP, filter = ResizeFilter.BILINEAR, share = 0.875)))
    final class ResNet101 {
        private ResNet101() {}
    }

    @ResidualNetwork(
            preset = Preset.RESNET_152,
            input =
                    @Input(
                            height = 64,
                            width = 64,
                            channels = 3,
                            mean = {0.485, 0.456, 0.406},
                            deviation = {0.229, 0.224, 0.225},
                            resize = @Resize(mode = ResizeMode.CROP, filter = ResizeFilter.BILINEAR, share = 0.875)))
    final class ResNet152 {
        private ResNet152() {}
    }

    @ResidualNetwork(
            preset = Preset.RESNEXT_50_32X4D,
            input =
                    @Input(
                            height = 64,
                            width = 64,
                            channels = 3,
                            mean = {0.485, 0.456, 0.406},
                            deviation = {0.229, 0.224, 0.225},
                            resize = @Resize(mode = ResizeMode.CROP, filter = ResizeFilter.BILINEAR, share = 0.875)))
    final class ResNext50 {
        private ResNext50() {}
    }

    @ResidualNetwork(
            preset = Preset.RESNEXT_101_32X8D,
            input =
                    @Input(
                            height = 64,
                            width = 64,
                            channels = 3,
                            mean = {0.485, 0.456, 0.406},
                            deviation = {0.229, 0.224, 0.225},
                            resize = @Resize(mode = ResizeMode.CROP, filter = ResizeFilter.BILINEAR, share = 0.875)))
    final class ResNext101 {
        private ResNext101() {}
    }

    @ResidualNetwork(
            preset = Preset.RESNEXT_101_64X4D,
            input =
                    @Input(
                            height = 64,
                            width = 64,
                            channels = 3,
                            mean = {0.485, 0.456, 0.406},
                            deviation = {0.229, 0.224, 0.225},
                            resize = @Resize(mode = ResizeMode.CROP, filter = ResizeFilter.BILINEAR, share = 0.875)))
    final class ResNext101Of64 {
        private ResNext101Of64() {}
    }

    @ResidualNetwork(
            preset = Preset.WIDE_RESNET_50_2,
            input =
                    @Input(
                            height = 64,
                            width = 64,
                            channels = 3,
                            mean = {0.485, 0.456, 0.406},
                            deviation = {0.229, 0.224, 0.225},
                            resize = @Resize(mode = ResizeMode.CROP, filter = ResizeFilter.BILINEAR, share = 0.875)))
    final class WideResNet50 {
        private WideResNet50() {}
    }

    @ResidualNetwork(
            preset = Preset.WIDE_RESNET_101_2,
            input =
                    @Input(
                            height = 64,
                            width = 64,
                            channels = 3,
                            mean = {0.485, 0.456, 0.406},
                            deviation = {0.229, 0.224, 0.225},
                            resize = @Resize(mode = ResizeMode.CROP, filter = ResizeFilter.BILINEAR, share = 0.875)))
    final class WideResNet101 {
        private WideResNet101() {}
    }
}
