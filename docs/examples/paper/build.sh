# Makes paper.pdf from paper.tex and from pieces that limits prints. Run it in this folder: sh build.sh
set -e
limits law landauer bits="1.6e27 bit" temperature="300 K" --output law.tex
limits report gpt-3-175b llama-3.1-405b deepseek-v3 --output runs.tex
limits plot ladder llama-3.1-405b --size 3.3x3.3 --output rungs.pdf
limits plot frontier llama-3.1-405b --size 3.3x3.0 --output frontier.pdf
limits law --search "bits erased" --output laws.tex
limits cite landauer gpt-3-175b llama-3.1-405b deepseek-v3 besiroglu2024 limits --output limits.bib
pdflatex -halt-on-error -interaction=nonstopmode paper
bibtex paper
pdflatex -halt-on-error -interaction=nonstopmode paper
pdflatex -halt-on-error -interaction=nonstopmode paper
