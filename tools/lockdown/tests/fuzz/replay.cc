// SPDX-License-Identifier: GPL-2.0
// Runs the fuzz target over saved files, for compilers without libFuzzer.

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		std::ifstream file(argv[i], std::ios::binary);
		if (!file) {
			std::printf("not ok replay: cannot read %s\n", argv[i]);
			return 1;
		}
		const std::vector<char> bytes{ std::istreambuf_iterator<char>(file), {} };

		LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(bytes.data()),
				       bytes.size());
		std::printf("ok replay: %s\n", argv[i]);
	}
	return argc > 1 ? 0 : 1;
}
