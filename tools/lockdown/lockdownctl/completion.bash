# SPDX-License-Identifier: GPL-2.0
# Completion of lockdownctl for bash. The verbs, options and reasons are asked
# from the command itself.

_lockdownctl() {
	local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
	local command=${COMP_WORDS[0]} levels="integrity confidentiality"
	local verb="" words="" before="" i

	COMPREPLY=()
	# To bash the sign of --color=always is a word of its own.
	if [[ $current == "=" ]]; then
		current=""
	elif [[ $previous == "=" ]]; then
		previous=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	case $previous in
	--root)
		mapfile -t COMPREPLY < <(compgen -d -- "$current")
		return
		;;
	--output)
		mapfile -t COMPREPLY < <(compgen -f -- "$current")
		return
		;;
	--color | --colour)
		mapfile -t COMPREPLY < <(compgen -W "auto always never" -- "$current")
		return
		;;
	--level)
		mapfile -t COMPREPLY < <(compgen -W "$levels" -- "$current")
		return
		;;
	--for | --interval)
		return
		;;
	esac

	# The first word that is neither an option nor what belongs to one.
	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		--root | --color | --colour | --output | --level | --for | --interval)
			((i++))
			[[ ${COMP_WORDS[i]} == "=" ]] && ((i++))
			;;
		-*) ;;
		*)
			verb=${COMP_WORDS[i]}
			break
			;;
		esac
	done

	if [[ $current == -* ]]; then
		# Those of the verb and those of every verb.
		words=$({
			"$command" --help
			[[ $verb ]] && "$command" "$verb" --help
		} 2>/dev/null | grep -oE -- '--[a-z]+')
	elif [[ -z $verb ]]; then
		words=$("$command" --help 2>/dev/null |
			sed -n '/^Subcommands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
	else
		case $verb in
		explain | raise | watch)
			words=$("$command" list --color=never 2>/dev/null | awk 'NR > 1 { print $1 }')
			;;
		plan)
			words=$levels
			;;
		esac
		case $verb,$current in
		*,*,*)
			# One of a list, in which a level has no place.
			before=${current%,*},
			current=${current##*,}
			;;
		raise,*)
			words+=" $levels strict"
			;;
		watch,*)
			words+=" $levels strict none"
			;;
		esac
	fi
	mapfile -t COMPREPLY < <(compgen -P "$before" -W "$words" -- "$current")
}

complete -F _lockdownctl lockdownctl
